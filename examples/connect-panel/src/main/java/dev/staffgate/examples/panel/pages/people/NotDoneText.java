package dev.staffgate.examples.panel.pages.people;

import dev.staffgate.signin.SignInResult;
import dev.staffgate.signin.care.CareResult;
import java.time.InstantSource;

/** The sentence that says why something was not done. */
public final class NotDoneText {
  private NotDoneText() {}

  /** Returns the sentence. */
  public static String of(CareResult.NotDone result, InstantSource clock) {
    SignInResult why = result.why();
    return switch (why.kind()) {
      case REFUSED -> ((SignInResult.Refused) why).sentence();
      case WAIT -> ((SignInResult.Wait) why).sentence(clock.instant());
      case LOCKED -> ((SignInResult.Locked) why).sentence();
      case BUSY -> "Too many passwords come in at once. Please try again in a few seconds.";
      case CODE_NEEDED, ENROLMENT_NEEDED, SIGNED_IN ->
          throw new IllegalStateException("not done, but " + why.kind());
    };
  }
}
