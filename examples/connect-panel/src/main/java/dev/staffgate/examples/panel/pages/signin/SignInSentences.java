package dev.staffgate.examples.panel.pages.signin;

import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.signin.SignInResult;

/** The sentences for a person whom a step did not sign in. */
public final class SignInSentences {
  private SignInSentences() {}

  /**
   * Returns the sentence.
   *
   * @param result refused, wait, locked or busy
   */
  public static String of(SignInResult result, PageRequest request) {
    return switch (result.kind()) {
      case REFUSED -> ((SignInResult.Refused) result).sentence();
      case WAIT -> ((SignInResult.Wait) result).sentence(request.staffgate().clock().instant());
      case LOCKED -> ((SignInResult.Locked) result).sentence();
      case BUSY ->
          "Too many people are signing in at once. Your password was not looked at; please try"
              + " again in a few seconds.";
      case ENROLMENT_NEEDED, CODE_NEEDED, SIGNED_IN ->
          throw new IllegalArgumentException(result.kind() + " goes on");
    };
  }
}
