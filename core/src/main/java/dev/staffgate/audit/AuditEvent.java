package dev.staffgate.audit;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.network.IpAddress;
import dev.staffgate.text.CutText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An event that happened. Immutable.
 *
 * <p>Texts come from outside, so they are cut to {@link #MAX_TEXT} characters here; sinks escape
 * what they write.
 *
 * @param at when
 * @param type what kind of thing
 * @param staff who did it: a staff id, or what was typed as one; empty where nobody did
 * @param from the client's address
 * @param details more, by name, in the order given; none is called {@code at}, {@code type}, {@code
 *     staff} or {@code from}. Never a password, a code, a token or a session URL
 */
public record AuditEvent(
    Instant at, Type type, String staff, Optional<IpAddress> from, Map<String, String> details) {
  /** The longest text of an event, in characters; longer ones are cut. */
  public static final int MAX_TEXT = 1024;

  private static final Set<String> RESERVED = Set.of("at", "type", "staff", "from");

  /** The kinds of events. */
  public enum Type {
    /** A person signed in, with both factors. */
    SIGN_IN("sign-in"),
    /** A sign-in was refused. */
    SIGN_IN_REFUSED("sign-in-refused"),
    /** An account has to wait after failed sign-ins. */
    SIGN_IN_LOCKED("sign-in-locked"),
    /** An administrator ended the waits of an account. */
    SIGN_IN_UNLOCKED("sign-in-unlocked"),
    /** A person signed in with a recovery code. */
    RECOVERY_CODE_USED("recovery-code-used"),
    /** A person enrolled a second factor. */
    SECOND_FACTOR_ENROLLED("second-factor-enrolled"),
    /** A person proved the second factor again. */
    SECOND_FACTOR_CONFIRMED("second-factor-confirmed"),
    /** Somebody added an account. */
    ACCOUNT_CREATED("account-created"),
    /** An administrator made a link by which somebody sets up an account. */
    ACCOUNT_INVITED("account-invited"),
    /** An administrator took a password away, and made a link for a new one. */
    PASSWORD_RESET("password-reset"),
    /** An administrator took a second factor away, and made a link for a new one. */
    SECOND_FACTOR_RESET("second-factor-reset"),
    /** Somebody with access to the machine let an account in for an hour. */
    ACCOUNT_RECOVERED("account-recovered"),
    /** Somebody else looked into that. */
    RECOVERY_REVIEWED("recovery-reviewed"),
    /** Somebody used a link. */
    LINK_CLAIMED("link-claimed"),
    /** A link did not count. */
    LINK_REFUSED("link-refused"),
    /** A person set a new password. */
    PASSWORD_CHANGED("password-changed"),
    /** A person exchanged the second factor for a new one. */
    SECOND_FACTOR_CHANGED("second-factor-changed"),
    /** A person made new recovery codes. */
    RECOVERY_CODES_MADE("recovery-codes-made"),
    /** An administrator ended all sessions of an account. */
    SIGNED_OUT_EVERYWHERE("signed-out-everywhere"),
    /** A person signed out. */
    SIGN_OUT("sign-out"),
    /** Something was not permitted, or not yet. */
    ACCESS_REFUSED("access-refused"),
    /** A sensitive permission was used. */
    ACCESS_SENSITIVE("access-sensitive"),
    /** Somebody is about to enter a server. */
    SSO_ATTEMPT("sso-attempt"),
    /** A session was opened on a server. */
    SSO_OPENED("sso-opened"),
    /** Somebody may not enter a server, or not yet. */
    SSO_REFUSED("sso-refused"),
    /** A server gave no session. */
    SSO_FAILED("sso-failed"),
    /** An entry into a server was ended before its time. */
    SSO_ENDED("sso-ended"),
    /** An entry should have been ended, and may live on. */
    SSO_MAY_LIVE_ON("sso-may-live-on"),
    /** Single sign-on was switched off. */
    SSO_SUSPENDED("sso-suspended"),
    /** Single sign-on was switched on again. */
    SSO_RESUMED("sso-resumed"),
    /** Somebody is about to change the token of a server, or to try it. */
    TOKEN_ATTEMPT("token-attempt"),
    /** A token was tried and is kept from now on. */
    TOKEN_ADDED("token-added"),
    /** A token was tried, and accepted. */
    TOKEN_TESTED("token-tested"),
    /** A token was exchanged for a new one. */
    TOKEN_ROTATED("token-rotated"),
    /** A token was destroyed. */
    TOKEN_RETIRED("token-retired"),
    /** An action on a token failed, or did not finish. */
    TOKEN_FAILED("token-failed"),
    /** A policy came into force. */
    POLICY_LOADED("policy-loaded"),
    /** A changed policy was broken; the one before stays in force. */
    POLICY_REJECTED("policy-rejected");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    /** The word in a record: lower case, hyphens. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public AuditEvent {
    requireNonNull(at, "at");
    requireNonNull(type, "type");
    staff = cut(staff);
    requireNonNull(from, "from");
    ImmutableMap.Builder<String, String> kept = ImmutableMap.builder();
    details.forEach(
        (name, value) -> {
          checkArgument(!RESERVED.contains(name), "a detail is called %s", name);
          kept.put(cut(name), cut(value));
        });
    details = kept.buildKeepingLast();
  }

  private static String cut(String text) {
    return CutText.toLength(text, MAX_TEXT);
  }

  /** Returns an event without details. */
  public static AuditEvent of(Instant at, Type type, String staff, Optional<IpAddress> from) {
    return new AuditEvent(at, type, staff, from, Map.of());
  }

  /** Returns this event with one more detail. */
  public AuditEvent with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new AuditEvent(at, type, staff, from, more);
  }
}
