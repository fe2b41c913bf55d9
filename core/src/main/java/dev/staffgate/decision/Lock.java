package dev.staffgate.decision;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.PermissionPattern;

/**
 * A stop that a person has put on the whole business or a part of it: on everybody, an account, a
 * permission, a server, a group of servers or a role (policy reference, section 4, steps 1 and 4).
 *
 * <p>Whoever hands locks over with a request has seen to it that they are in force. Immutable.
 *
 * <pre>{@code
 * Lock.onRole("support-tier-1", "Support is closed until the leak is mended.")
 * }</pre>
 *
 * @param target what it is on
 * @param name the id of the account, server, group or role, or the permission or wildcard; empty
 *     for everybody
 * @param sparesEmergencies whether a lock on everybody leaves out those who hold an emergency that
 *     the request names as active; false for all other targets
 * @param message for the person who is stopped, 1 to {@link #MAX_MESSAGE} characters
 */
public record Lock(Target target, String name, boolean sparesEmergencies, String message) {
  /** The longest message, in characters. */
  public static final int MAX_MESSAGE = 1000;

  /** The things that a lock can be on. */
  public enum Target {
    /** Every account. */
    EVERYBODY("everybody"),
    /** One account, whether there is one of this id or not. */
    STAFF("staff"),
    /** One permission, or all that a wildcard names. */
    PERMISSION("permission"),
    /** One server, whether the policy defines it or not. */
    SERVER("server"),
    /** All servers of a group. */
    SERVER_GROUP("server-group"),
    /** One role, by its id or a former name. */
    ROLE("role");

    private final String text;

    Target(String text) {
      this.text = text;
    }

    /** Returns the key of policy reference, section 6. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public Lock {
    requireNonNull(target, "target");
    switch (target) {
      case EVERYBODY -> checkArgument(name.isEmpty(), "a lock on everybody names nobody");
      case PERMISSION ->
          checkArgument(
              PermissionPattern.isPattern(name),
              "%s is neither a permission nor a wildcard such as ticket.* or *",
              name);
      case STAFF, SERVER, SERVER_GROUP, ROLE ->
          checkArgument(
              !name.isEmpty() && name.length() <= RequestBounds.MAX_NAME,
              "what a lock is on has 1 to %s characters",
              RequestBounds.MAX_NAME);
    }
    checkArgument(
        target == Target.EVERYBODY || !sparesEmergencies,
        "only a lock on everybody can spare those who hold an emergency");
    checkArgument(
        !message.isBlank() && message.length() <= MAX_MESSAGE,
        "the message of a lock has 1 to %s characters, not all of them blank",
        MAX_MESSAGE);
  }

  /** Returns a lock on everybody. */
  public static Lock onEverybody(String message) {
    return new Lock(Target.EVERYBODY, "", false, message);
  }

  /** Returns a lock on everybody but those who hold an emergency that is active. */
  public static Lock onEverybodySparingEmergencies(String message) {
    return new Lock(Target.EVERYBODY, "", true, message);
  }

  /** Returns a lock on an account. */
  public static Lock onStaff(String id, String message) {
    return new Lock(Target.STAFF, id, false, message);
  }

  /**
   * Returns a lock on a permission, such as {@code payment.refund}, or on all that a wildcard
   * names.
   */
  public static Lock onPermission(String permission, String message) {
    return new Lock(Target.PERMISSION, permission, false, message);
  }

  /** Returns a lock on a server. */
  public static Lock onServer(String id, String message) {
    return new Lock(Target.SERVER, id, false, message);
  }

  /** Returns a lock on all servers of a group. */
  public static Lock onServerGroup(String id, String message) {
    return new Lock(Target.SERVER_GROUP, id, false, message);
  }

  /** Returns a lock on a role: it grants nothing while its denies stay. */
  public static Lock onRole(String id, String message) {
    return new Lock(Target.ROLE, id, false, message);
  }

  /** Returns what it is on, for administrators: such as {@code role `billing`}. */
  String subject() {
    return switch (target) {
      case EVERYBODY -> sparesEmergencies ? "everybody outside an emergency" : "everybody";
      case STAFF, PERMISSION, SERVER, SERVER_GROUP, ROLE -> target + " `" + name + "`";
    };
  }

  /** Returns whether this is a lock on permissions, and one of them is this one. */
  public boolean isOnPermission(String permission) {
    return target == Target.PERMISSION && PermissionPattern.of(name).matches(permission);
  }
}
