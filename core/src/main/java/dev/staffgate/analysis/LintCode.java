package dev.staffgate.analysis;

import java.util.Locale;

/**
 * Kind of a finding of lint. The {@linkplain #text() code} of a kind never changes: comments that
 * allow a finding name it.
 */
public enum LintCode {
  /** Conditions of one grant that rule each other out. */
  GRANT_UNSATISFIABLE(
      Severity.WARNING,
      "grant that never permits",
      "its conditions can never all hold, so nobody gets what the role seems to grant"),
  /** Conditions of a role or server that rule each other out. */
  REQUIRES_UNSATISFIABLE(
      Severity.WARNING,
      "requires that never hold",
      "conditions that rule each other out take away all that they are laid on"),
  /** A grant that another one makes superfluous. */
  GRANT_SHADOWED(
      Severity.WARNING,
      "shadowed grant",
      "another grant gives at least as much, so the conditions of this one bind nobody"),
  /** A grant that several others make superfluous. */
  GRANT_REDUNDANT(
      Severity.WARNING,
      "redundant grant",
      "other grants together give at least as much, so removing this one takes nothing away"),
  /** A permission without one that it needs. */
  NEEDS_UNMET(
      Severity.ERROR,
      "permission without what it needs",
      "the permission is useless without another one, which the role does not grant"),
  /** A wildcard that grants sensitive permissions. */
  WILDCARD_OVER_SENSITIVE(
      Severity.WARNING,
      "wildcard over sensitive permissions",
      "a wildcard grants sensitive permissions that nobody reads in the role, and new ones as they"
          + " come"),
  /** A sensitive permission without a second factor. */
  SENSITIVE_WITHOUT_SECOND_FACTOR(
      Severity.WARNING,
      "sensitive permission without second factor",
      "a stolen session is enough to use a sensitive permission that asks for no second factor"),
  /** A deny that takes nothing away. */
  DENY_NEVER_HITS(
      Severity.NOTE,
      "deny that takes nothing away",
      "nobody who has the role is granted what it denies: the deny may be misspelt or outdated"),
  /** A deny that another one makes superfluous. */
  DENY_SHADOWED(
      Severity.WARNING,
      "shadowed deny",
      "another deny hits whenever this one does, so the conditions of this one spare nobody"),
  /** A guard that stands in one of several roles that include what it guards. */
  DENY_SHED(
      Severity.NOTE,
      "deny that another role sheds",
      "a deny binds those who have its role; another role grants the same without it"),
  /** Requires that a second path goes round. */
  REQUIRES_SHED(
      Severity.WARNING,
      "requires that another path sheds",
      "`requires` bind the paths through their role alone; the same grants are reached by another"
          + " path"),
  /** A deny that ends with an assignment. */
  DENY_FOR_A_TIME(
      Severity.WARNING,
      "deny that ends with an assignment",
      "when the assignment ends its deny is gone, and another role grants what was denied"),
  /** A block of IPv4 addresses that IPv6 goes round. */
  IPV4_WALKED_ROUND(
      Severity.WARNING,
      "IPv4 block that IPv6 walks round",
      "an IPv4 address can come as IPv6, by 6to4 (2002::/16) or NAT64 (64:ff9b::/96), and is"
          + " another address then"),
  /** An id that other programs may compare loosely. */
  ID_LETTER_CASE(
      Severity.NOTE,
      "exclusion by an id with letters",
      "ids are compared exactly; if the program takes `acme` and `ACME` for one, the other spelling"
          + " is not excluded"),
  /** Sessions of root. */
  SESSION_AS_ROOT(
      Severity.WARNING,
      "sessions as root",
      "a session of root can do everything on the server, whatever the role grants"),
  /** A restricted server that lists no roles. */
  RESTRICTED_WITHOUT_ROLES(
      Severity.WARNING,
      "restricted server without roles",
      "a restricted server is entered by the roles that it lists, and it lists none"),
  /** A server that nobody can enter. */
  SERVER_ENTERED_BY_NOBODY(
      Severity.WARNING,
      "server entered by nobody",
      "no account has a way into the server, so its rules may name the wrong roles"),
  /** A server that everybody can enter. */
  SERVER_ENTERED_BY_EVERYBODY(
      Severity.NOTE,
      "server entered by everybody",
      "every account has a way into the server: least privilege would list the roles that need it"),
  /** A deny of one of the two permissions that lead into servers. */
  CONNECT_WALKED_ROUND(
      Severity.WARNING,
      "deny of connect.use that server.configure walks round",
      "`server.configure` leads into servers as `connect.use` does, and a deny of one leaves the"
          + " other"),
  /** Too few full administrators. */
  FEW_FULL_ADMINISTRATORS(
      Severity.WARNING,
      "fewer than two full administrators",
      "with fewer than two people nobody can help when one is locked out, ill or gone"),
  /** Too many full administrators. */
  MANY_FULL_ADMINISTRATORS(
      Severity.WARNING,
      "many full administrators",
      "each account that may do everything is one more that must not be stolen"),
  /** A role without holders. */
  ROLE_UNHELD(
      Severity.NOTE,
      "role that nobody holds",
      "a role that nobody holds is one more to read, and waits to be given by mistake"),
  /** Roles that are nearly the same. */
  ROLES_ALIKE(
      Severity.NOTE,
      "roles that are nearly the same",
      "two roles that differ by one permission or less are changed in one place and forgotten in"
          + " the other"),
  /** An assignment that is over. */
  ASSIGNMENT_EXPIRED(
      Severity.NOTE,
      "expired assignment",
      "an assignment that has ended gives nothing, and hides who has the role today"),
  /** An emergency without anybody to declare it. */
  EMERGENCY_UNREACHABLE(
      Severity.WARNING, "emergency that nobody can reach", "when it is needed, nobody can use it"),
  /** A rule of separation that cannot be broken. */
  SEPARATION_UNBREAKABLE(
      Severity.WARNING,
      "separation that no role can break",
      "too few of its permissions are granted by any role, so the rule separates nothing"),
  /** Schedules without a common minute. */
  SCHEDULE_NEVER_OPEN(
      Severity.WARNING,
      "schedules that are never open together",
      "the windows have no minute in common, so what they are laid on is never permitted"),
  /** A network that nothing names. */
  UNUSED_NETWORK(
      Severity.NOTE, "unused network", "a name that nothing uses may be a forgotten restriction"),
  /** A schedule that nothing names. */
  UNUSED_SCHEDULE(
      Severity.NOTE, "unused schedule", "a name that nothing uses may be a forgotten restriction"),
  /** A group of servers that nothing names. */
  UNUSED_SERVER_GROUP(
      Severity.NOTE,
      "unused server group",
      "a name that nothing uses may be a forgotten restriction"),
  /** A department that nothing names. */
  UNUSED_DEPARTMENT(
      Severity.NOTE,
      "unused department",
      "a name that nothing uses may be a forgotten restriction"),
  /** A declared permission that nothing names. */
  UNUSED_PERMISSION(
      Severity.NOTE,
      "unused permission",
      "a permission that no role but full-administrator grants may be misspelt where it is meant"),
  /** A warning that the servlet filter gives when it loads routes. */
  ROUTE_WARNING(
      Severity.WARNING,
      "route that looks like a mistake",
      "the first route that matches decides: one that is never reached, or asks for less, protects"
          + " nothing"),
  /** A sensitive permission without a test. */
  SENSITIVE_UNTESTED(
      Severity.NOTE,
      "sensitive permission without a test",
      "a change that opens or closes it would not be noticed"),
  /** A comment that allows what is not found. */
  SUPPRESSION_UNUSED(
      Severity.WARNING,
      "suppression of nothing",
      "a comment that allows what is not found would hide it when it comes"),
  /** A comment that allowed something for a time. */
  SUPPRESSION_EXPIRED(
      Severity.WARNING,
      "expired suppression",
      "its date has passed: what it allowed has to be mended, or allowed anew"),
  /** A comment that cannot be read. */
  SUPPRESSION_INVALID(
      Severity.ERROR,
      "suppression that cannot be read",
      "a suppression needs a code, a date and a reason; this one allows nothing");

  /** The weight of a finding; SARIF has the same words for them. */
  public enum Severity {
    /** Surely wrong. */
    ERROR,
    /** Most likely wrong, or dangerous. */
    WARNING,
    /** Worth a look. */
    NOTE;

    /** Returns the word, in lower case. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Severity severity;
  private final String title;
  private final String why;

  LintCode(Severity severity, String title, String why) {
    this.severity = severity;
    this.title = title;
    this.why = why;
  }

  /**
   * Returns the kind of a code.
   *
   * @throws IllegalArgumentException if there is none of this text
   */
  public static LintCode of(String text) {
    for (LintCode code : values()) {
      if (code.text().equals(text)) {
        return code;
      }
    }
    throw new IllegalArgumentException(text + " is not a code of lint");
  }

  /** Returns the code, such as {@code grant-shadowed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the weight. */
  public Severity severity() {
    return severity;
  }

  /** Returns the kind in a few words, without a full stop. */
  public String title() {
    return title;
  }

  /** Returns the reason for which it matters: one sentence, in lower case, without a full stop. */
  public String why() {
    return why;
  }

  @Override
  public String toString() {
    return text();
  }
}
