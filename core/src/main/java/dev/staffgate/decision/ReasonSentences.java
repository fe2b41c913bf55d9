package dev.staffgate.decision;

/** The sentences for the person who asked. INVARIANT: no word of them depends on the policy. */
final class ReasonSentences {
  private ReasonSentences() {}

  static String forPerson(ReasonCode code) {
    return switch (code) {
      case GRANTED -> "You may do this.";
      case ACCOUNT_UNKNOWN, ACCOUNT_DISABLED ->
          "Your account is not active. Please ask your administrator.";
      case ROLE_UNDEFINED ->
          "Your account cannot be used until its roles are set right. Please ask your"
              + " administrator.";
      case LOCKED -> "This is locked at the moment.";
      case ACCOUNT_NETWORK -> "Your account may not be used from where you are.";
      case SECOND_FACTOR_NEEDED -> "Please confirm your second factor to go on.";
      case APPROVAL_NEEDED -> "A colleague has to approve this first.";
      case SERVER_UNKNOWN, SERVER_WITHOUT_SSO, SERVER_RESTRICTED ->
          "You may not enter this server.";
      case NOT_SIGNED_IN -> "Please sign in.";
      case CONDITION_NOT_MET -> "You may not do this here and now.";
      case SSO_SUSPENDED -> "Nobody can enter this server at the moment. Please try again later.";
      case DIRECTORY_UNAVAILABLE, AUDIT_UNAVAILABLE, STATE_UNAVAILABLE, POLICY_UNAVAILABLE ->
          "This cannot be decided at the moment. Please try again later.";
      case INSTANT_MISSING,
          SEPARATION_OF_DUTIES,
          DENIED_BY_ROLE,
          NOT_GRANTED,
          NO_ROUTE,
          PERMISSION_UNKNOWN ->
          "You may not do this. Please ask your administrator if you need it.";
    };
  }
}
