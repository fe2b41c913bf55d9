package dev.staffgate.decision;

import dev.staffgate.text.VisibleText;

/**
 * Thrown if a program asks for a permission that is not in the catalogue: a slip of its developer,
 * never a permit.
 */
public final class UnknownPermissionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String permission;

  public UnknownPermissionException(String permission) {
    super(
        "permission `"
            + VisibleText.excerpt(permission)
            + "` is not in the policy's catalogue: spell it as the catalogue does, or declare it under `permissions:`");
    this.permission = permission;
  }

  /** Returns the id that was asked for. */
  public String permission() {
    return permission;
  }
}
