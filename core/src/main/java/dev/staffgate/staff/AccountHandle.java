package dev.staffgate.staff;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An account of an {@link AccountTable}, looked up once and asked about from then on, as a session
 * does. It follows the account: each decision sees it as it is then, and a new policy as well.
 *
 * <p>Safe for any number of threads; equal by id.
 */
public final class AccountHandle {
  private final String id;

  // The slot that the account had when it was last looked up. A slot that was left is never used
  // again, so an account that was removed and is back has another one.
  private @Nullable AccountSlot slot;

  AccountHandle(String id, @Nullable AccountSlot slot) {
    this.id = requireNonNull(id, "id");
    this.slot = slot;
  }

  /** Whose. */
  public String id() {
    return id;
  }

  @Nullable AccountSlot slot() {
    return slot;
  }

  void slot(@Nullable AccountSlot found) {
    slot = found;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountHandle that && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "AccountHandle[" + id + "]";
  }
}
