package dev.staffgate.decision;

/**
 * The reasons for decisions: stable words that programs may compare and logs may count. The first
 * group comes from the policy, the second from what surrounds it and failed.
 */
public enum ReasonCode {
  /** A held role grants it and all conditions hold. */
  GRANTED("granted"),
  /** The account does not exist. */
  ACCOUNT_UNKNOWN("account-unknown"),
  /** The account is disabled. */
  ACCOUNT_DISABLED("account-disabled"),
  /** The account has a role that the policy does not define, not even by a former name. */
  ROLE_UNDEFINED("role-undefined"),
  /** A person has locked it: everybody, the account, the permission, the server or the role. */
  LOCKED("locked"),
  /**
   * The account acts from its networks alone, and this is none of them, or no address was given.
   */
  ACCOUNT_NETWORK("account-network"),
  /** The account has roles for a time, and the request has no instant. */
  INSTANT_MISSING("instant-missing"),
  /** The roles held break a rule of separation of duties. */
  SEPARATION_OF_DUTIES("separation-of-duties"),
  /** A deny of an assigned role hits. */
  DENIED_BY_ROLE("denied-by-role"),
  /** No held role grants it. */
  NOT_GRANTED("not-granted"),
  /** A held role grants it under conditions, and some do not hold. */
  CONDITION_NOT_MET("condition-not-met"),
  /** Nothing is missing but a fresh second factor. */
  SECOND_FACTOR_NEEDED("second-factor-needed"),
  /** Nothing is missing but approval. */
  APPROVAL_NEEDED("approval-needed"),
  /** The server asked about is not in the policy. */
  SERVER_UNKNOWN("server-unknown"),
  /** The server's panel has no single sign-on. */
  SERVER_WITHOUT_SSO("server-without-sso"),
  /** The server is restricted to roles of which none is held. */
  SERVER_RESTRICTED("server-restricted"),
  /** A web request that no route of the policy matches. */
  NO_ROUTE("no-route"),
  /** Nobody is signed in. */
  NOT_SIGNED_IN("not-signed-in"),
  /** The permission is not in the catalogue; an error wherever it is not asked from outside. */
  PERMISSION_UNKNOWN("permission-unknown"),
  /** The directory of accounts did not answer. */
  DIRECTORY_UNAVAILABLE("directory-unavailable"),
  /** The record that must be written could not be. */
  AUDIT_UNAVAILABLE("audit-unavailable"),
  /** The state of codes, approvals and locks could not be read or written. */
  STATE_UNAVAILABLE("state-unavailable"),
  /** Single sign-on is switched off for now. */
  SSO_SUSPENDED("sso-suspended"),
  /** No policy is in force. */
  POLICY_UNAVAILABLE("policy-unavailable");

  private final String text;

  ReasonCode(String text) {
    this.text = text;
  }

  /** Returns the word: lower case, hyphens. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
