package dev.staffgate.audit;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.network.IpAddress;
import dev.staffgate.text.CutText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
 *     staff}, {@code from}, {@code n}, {@code prev} or {@code mac}. Never a password, a code, a
 *     token or a session URL
 */
public record AuditEvent(
    Instant at, Type type, String staff, Optional<IpAddress> from, Map<String, String> details) {
  /** The longest text of an event, in characters; longer ones are cut. */
  public static final int MAX_TEXT = 1024;

  private static final Set<String> RESERVED =
      Set.of("at", "type", "staff", "from", "n", "prev", "mac");

  /**
   * A kind of events: one of the constants here, or one of the program's own ({@link #of}).
   * Immutable; two of the same text are equal.
   */
  public static final class Type {
    // Before the constants, each of which adds itself.
    private static final List<Type> ALL = new ArrayList<>();

    /** A person signed in, with both factors. */
    public static final Type SIGN_IN = library("sign-in");

    /** A sign-in was refused. */
    public static final Type SIGN_IN_REFUSED = library("sign-in-refused");

    /** An account has to wait after failed sign-ins. */
    public static final Type SIGN_IN_LOCKED = library("sign-in-locked");

    /** An administrator ended the waits of an account. */
    public static final Type SIGN_IN_UNLOCKED = library("sign-in-unlocked");

    /** A person signed in with a recovery code. */
    public static final Type RECOVERY_CODE_USED = library("recovery-code-used");

    /** A person enrolled a second factor. */
    public static final Type SECOND_FACTOR_ENROLLED = library("second-factor-enrolled");

    /** A person proved the second factor again. */
    public static final Type SECOND_FACTOR_CONFIRMED = library("second-factor-confirmed");

    /** Somebody added an account. */
    public static final Type ACCOUNT_CREATED = library("account-created");

    /** An administrator made a link by which somebody sets up an account. */
    public static final Type ACCOUNT_INVITED = library("account-invited");

    /** An administrator took a password away, and made a link for a new one. */
    public static final Type PASSWORD_RESET = library("password-reset");

    /** An administrator took a second factor away, and made a link for a new one. */
    public static final Type SECOND_FACTOR_RESET = library("second-factor-reset");

    /** Somebody with access to the machine let an account in for an hour. */
    public static final Type ACCOUNT_RECOVERED = library("account-recovered");

    /** Somebody else looked into that. */
    public static final Type RECOVERY_REVIEWED = library("recovery-reviewed");

    /** Somebody used a link. */
    public static final Type LINK_CLAIMED = library("link-claimed");

    /** A link did not count. */
    public static final Type LINK_REFUSED = library("link-refused");

    /** A person set a new password. */
    public static final Type PASSWORD_CHANGED = library("password-changed");

    /** A person exchanged the second factor for a new one. */
    public static final Type SECOND_FACTOR_CHANGED = library("second-factor-changed");

    /** A person made new recovery codes. */
    public static final Type RECOVERY_CODES_MADE = library("recovery-codes-made");

    /** An administrator ended all sessions of an account. */
    public static final Type SIGNED_OUT_EVERYWHERE = library("signed-out-everywhere");

    /** A person signed out. */
    public static final Type SIGN_OUT = library("sign-out");

    /** Something was not permitted, or not yet. */
    public static final Type ACCESS_REFUSED = library("access-refused");

    /** A sensitive permission was used. */
    public static final Type ACCESS_SENSITIVE = library("access-sensitive");

    /** Somebody is about to enter a server. */
    public static final Type SSO_ATTEMPT = library("sso-attempt");

    /** A session was opened on a server. */
    public static final Type SSO_OPENED = library("sso-opened");

    /** Somebody may not enter a server, or not yet. */
    public static final Type SSO_REFUSED = library("sso-refused");

    /** A server gave no session. */
    public static final Type SSO_FAILED = library("sso-failed");

    /** An entry into a server was ended before its time. */
    public static final Type SSO_ENDED = library("sso-ended");

    /** An entry should have been ended, and may live on. */
    public static final Type SSO_MAY_LIVE_ON = library("sso-may-live-on");

    /** Single sign-on was switched off. */
    public static final Type SSO_SUSPENDED = library("sso-suspended");

    /** Single sign-on was switched on again. */
    public static final Type SSO_RESUMED = library("sso-resumed");

    /** Somebody is about to change the token of a server, or to try it. */
    public static final Type TOKEN_ATTEMPT = library("token-attempt");

    /** A token was tried and is kept from now on. */
    public static final Type TOKEN_ADDED = library("token-added");

    /** A token was tried, and accepted. */
    public static final Type TOKEN_TESTED = library("token-tested");

    /** A token was exchanged for a new one. */
    public static final Type TOKEN_ROTATED = library("token-rotated");

    /** A token was destroyed. */
    public static final Type TOKEN_RETIRED = library("token-retired");

    /** An action on a token failed, or did not finish. */
    public static final Type TOKEN_FAILED = library("token-failed");

    /** An audit file begins, or goes on after something that is named. */
    public static final Type AUDIT_BEGUN = library("audit-begun");

    /** An audit file is closed; another one follows. */
    public static final Type AUDIT_SEALED = library("audit-sealed");

    /** A policy came into force. */
    public static final Type POLICY_LOADED = library("policy-loaded");

    /** A changed policy was broken; the one before stays in force. */
    public static final Type POLICY_REJECTED = library("policy-rejected");

    private static final int MAX_LENGTH = 128;
    private static final Pattern OWN = Pattern.compile("[a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)+");

    private final String text;

    private Type(String text) {
      this.text = text;
    }

    private static Type library(String text) {
      Type type = new Type(text);
      ALL.add(type);
      return type;
    }

    /** Returns the kinds that the library records, in an order that means nothing. */
    public static List<Type> all() {
      return List.copyOf(ALL);
    }

    /**
     * Returns a kind of the program's own.
     *
     * @param text a name in a name space, such as {@code com.example.invoice-exported}: two or more
     *     words of lower case letters, digits and hyphens with dots between, 128 characters at
     *     most. The library's own have no dot
     * @throws IllegalArgumentException if it is not of this form
     */
    public static Type of(String text) {
      checkArgument(
          text.length() <= MAX_LENGTH && OWN.matcher(text).matches(),
          "a kind of events of your own has a name space, such as com.example.invoice-exported");
      return new Type(text);
    }

    /** The word in a record: lower case, hyphens. */
    public String text() {
      return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Type type && type.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
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
