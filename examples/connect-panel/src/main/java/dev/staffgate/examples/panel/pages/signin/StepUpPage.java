package dev.staffgate.examples.panel.pages.signin;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.codeField;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.examples.panel.web.StepUpPurpose;
import dev.staffgate.signin.SignInResult;

/** The page that asks for a fresh second factor. */
public final class StepUpPage {
  private StepUpPage() {}

  /** Shows the form for the code. */
  public static PageAnswer show(PageRequest request) {
    return form(request, 200, Markup.none());
  }

  /** Checks the code and leads to the page that asked for it. */
  public static PageAnswer submit(PageRequest request) {
    SignInResult result =
        request.signIn().confirmAgain(request.staff(), request.parameter("code"), request.origin());
    return result instanceof SignInResult.SignedIn in
        ? SignedIn.stepUp(request, in)
        : form(request, 403, problem(SignInSentences.of(result, request)));
  }

  private static PageAnswer form(PageRequest request, int status, Markup above) {
    return request.answer(
        status,
        Markup.of(
            above,
            element("p")
                .with("id", "purpose")
                .text(
                    request
                        .stepUpPurpose()
                        .map(StepUpPurpose::sentences)
                        .orElse("Enter a code of your authenticator app to go on.")),
            element("form")
                .ofClass("card narrow")
                .with("method", "post")
                .with("action", PanelPaths.STEP_UP)
                .add(request.csrfField(), request.returnField(), codeField(), button("Confirm"))));
  }
}
