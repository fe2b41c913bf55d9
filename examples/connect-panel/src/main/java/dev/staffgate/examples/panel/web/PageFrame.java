package dev.staffgate.examples.panel.web;

import com.google.common.html.HtmlEscapers;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Remedy;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The frame that every page stands in. */
public final class PageFrame {
  private PageFrame() {}

  public static String escape(String text) {
    return HtmlEscapers.htmlEscaper().escape(text);
  }

  /** Writes a page for whoever is signed in. */
  public static void page(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String title,
      String main)
      throws IOException {
    String staff = StaffgateRequest.of(request).staff().orElse("");
    String navigation =
        """
        <a href="/servers/">Servers</a> <a href="/why">What may I do?</a>
        <form method="post" action="/sign-out">%s<span>%s</span> <button>Sign out</button></form>
        """
            .formatted(Csrf.field(request), escape(staff));
    write(response, status, title, staff.isEmpty() ? "" : navigation, main);
  }

  /** Writes that something was refused, and what can be done about it. */
  public static void refused(
      HttpServletRequest request, HttpServletResponse response, Decision decision, String back)
      throws IOException {
    boolean stepUp = decision.reason().remedy() == Remedy.SECOND_FACTOR;
    page(
        request,
        response,
        403,
        stepUp ? "One more step" : "Not allowed",
        """
        <p class="card bad" role="alert" id="refusal" data-code="%s">%s</p>%s
        <p><a href="%s">Back</a></p>
        """
            .formatted(
                decision.reason().code(),
                escape(decision.reason().sentence()),
                stepUp ? "<p><a href=\"/step-up\">Confirm your second factor</a></p>" : "",
                back));
  }

  /** Writes a page for nobody in particular. */
  public static void write(
      HttpServletResponse response, int status, String title, String navigation, String main)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s · Connect</title><link rel="stylesheet" href="/assets/style.css"></head>
            <body><header class="top"><div class="row"><strong>Connect</strong>%2$s</div></header>
            <main><h1>%1$s</h1>%3$s</main></body></html>
            """
                .formatted(escape(title), navigation, main));
  }
}
