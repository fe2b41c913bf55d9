package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.NameSyntax;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Credentials in memory, for tests and demonstrations: they are not kept, against the promise of
 * {@link CredentialStore}. After a restart nobody has any. Safe for any number of threads.
 */
public final class MemoryCredentialStore implements CredentialStore {
  private final Map<String, Credentials> all = new ConcurrentHashMap<>();

  /** Makes an empty store. */
  public MemoryCredentialStore() {}

  @Override
  public Optional<Credentials> find(String staff) {
    return Optional.ofNullable(all.get(staff));
  }

  @Override
  public boolean replace(String staff, Credentials next) {
    checkArgument(NameSyntax.isId(staff), "credentials are kept by staff id");
    requireNonNull(next, "next");
    if (next.version() == 1) {
      return all.putIfAbsent(staff, next) == null;
    }
    Credentials before = all.get(staff);
    return before != null
        && before.version() == next.version() - 1
        && all.replace(staff, before, next);
  }

  @Override
  public String toString() {
    return "MemoryCredentialStore[" + all.size() + "]";
  }
}
