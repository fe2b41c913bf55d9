package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.model.NameSyntax;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Credentials in memory, for tests and for demonstrations: the end of the program forgets them.
 * Safe for any number of threads.
 */
public final class MemoryCredentialStore implements CredentialStore {
  private final ConcurrentMap<String, Credentials> all = new ConcurrentHashMap<>();

  @Override
  public Optional<Credentials> find(String staff) {
    return Optional.ofNullable(all.get(staff));
  }

  @Override
  public boolean replace(String staff, Credentials next) {
    checkArgument(NameSyntax.isId(staff), "credentials are kept by staff id");
    return all.compute(
            staff,
            (any, before) ->
                (before == null ? 0 : before.version()) == next.version() - 1 ? next : before)
        == next;
  }
}
