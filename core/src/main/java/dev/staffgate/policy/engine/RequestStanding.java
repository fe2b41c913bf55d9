package dev.staffgate.policy.engine;

import dev.staffgate.decision.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Returns whether an account may act at all, and with which roles (policy reference, section 4,
 * steps 1, 2 and 4). Immutable.
 */
public final class RequestStanding {
  private final boolean mayAct;
  private final @Nullable Decision denial;
  private final @Nullable RoleSet roles;

  private RequestStanding(boolean mayAct, @Nullable Decision denial, @Nullable RoleSet roles) {
    this.mayAct = mayAct;
    this.denial = denial;
    this.roles = roles;
  }

  /** Returns the standing of an account that is not active, or not in its networks. */
  static RequestStanding mayNotAct(Decision denial) {
    return new RequestStanding(false, denial, null);
  }

  /** Returns the standing of an account whose roles are not known, for want of an instant. */
  static RequestStanding withoutRoles(Decision denial) {
    return new RequestStanding(true, denial, null);
  }

  /**
   * Returns the standing of an account that acts with these roles.
   *
   * @param separationDenial the answer if they break a rule of separation; else null
   */
  static RequestStanding with(RoleSet roles, @Nullable Decision separationDenial) {
    return new RequestStanding(true, separationDenial, roles);
  }

  /** Returns whether steps 1 and 2 have nothing against it. */
  public boolean mayAct() {
    return mayAct;
  }

  /** Returns the answer if one of the steps denies; else null. */
  public @Nullable Decision denial() {
    return denial;
  }

  /** Returns the roles that count, where they are known; they may break a rule of separation. */
  @Nullable RoleSet roles() {
    return roles;
  }

  /** Returns the roles to decide with, or null if one of the steps denies. */
  public @Nullable RoleSet rolesIfPermitted() {
    return denial == null ? roles : null;
  }
}
