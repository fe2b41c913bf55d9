package dev.staffgate.examples.panel.web;

import dev.staffgate.decision.ReasonCode;
import dev.staffgate.servlet.Refusal;
import dev.staffgate.servlet.RefusalPages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refusals of the filter in the panel's own look. A person who is not signed in, or needs a fresh
 * second factor, is redirected to the page for it.
 */
public final class PanelRefusalPages implements RefusalPages {
  private final OutsiderAudit outsiders;
  private final RefusalPages standard =
      RefusalPages.standard().signInAt(PanelPaths.SIGN_IN).secondFactorAt(PanelPaths.STEP_UP);

  /** Creates the pages; who is not signed in is recorded. */
  public PanelRefusalPages(OutsiderAudit outsiders) {
    this.outsiders = outsiders;
  }

  @Override
  public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    if (refusal.code().equals(ReasonCode.NOT_SIGNED_IN.text())) {
      outsiders.record(OutsiderAudit.Refused.NOT_SIGNED_IN, request, "");
    }
    String accept = request.getHeader("Accept");
    if (refusal.status() == 401 || accept == null || !accept.contains("text/html")) {
      standard.write(request, response, refusal);
    } else {
      PageFrame.writeAnonymousPage(
          response,
          refusal.status(),
          refusal.title(),
          Markup.of(
              Forms.problem(refusal.sentence()),
              Markup.element("p").add(Forms.link(PanelPaths.HOME, "Start"))));
    }
  }
}
