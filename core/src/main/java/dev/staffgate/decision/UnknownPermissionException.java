package dev.staffgate.decision;

import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.text.NearestText;
import dev.staffgate.text.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a program asks for a permission that is not in the catalogue: a slip of its developer,
 * never a permit. The message names a permission of the catalogue that is near.
 */
public final class UnknownPermissionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String permission;

  // Read when somebody asks for the message alone: a caller from outside may bring any number.
  private final transient @Nullable Catalogue catalogue;

  /** Creates an exception that suggests nothing. */
  public UnknownPermissionException(String permission) {
    this(permission, null);
  }

  /**
   * Creates an exception.
   *
   * @param catalogue where it is not found; null to suggest nothing
   */
  public UnknownPermissionException(String permission, @Nullable Catalogue catalogue) {
    super(
        "permission `"
            + VisibleText.excerpt(permission)
            + "` is not in the policy's catalogue: spell it as the catalogue does, or declare it"
            + " under `permissions:`");
    this.permission = permission;
    this.catalogue = catalogue;
  }

  /** Returns the id that was asked for. */
  public String permission() {
    return permission;
  }

  @Override
  public String getMessage() {
    String plain = String.valueOf(super.getMessage());
    return catalogue == null
        ? plain
        : NearestText.to(permission, catalogue.all().stream().map(Permission::id).toList())
            .map(near -> plain + "; did you mean `" + near + "`?")
            .orElse(plain);
  }
}
