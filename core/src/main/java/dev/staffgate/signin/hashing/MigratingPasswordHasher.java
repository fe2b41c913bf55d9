package dev.staffgate.signin.hashing;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.signin.SignIn;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hasher that makes hashes by one method and reads those of others, too; {@link SignIn} makes
 * them anew when their password is right. Safe for any number of threads.
 *
 * <p>Each check does the work of all methods, whichever the hash is of: else the time would tell
 * who has not signed in since the change. So leave out a method that no stored hash is of any more.
 */
public final class MigratingPasswordHasher implements PasswordHasher {
  private static final char[] STAND_IN = {'-'};

  private final PasswordHasher current;
  private final List<Format> formats;

  /**
   * A method.
   *
   * @param sample a hash of it, to compute when it is another method's turn
   */
  private record Format(PasswordHasher hasher, String sample) {
    static Format of(PasswordHasher hasher) {
      return new Format(hasher, hasher.hash(STAND_IN));
    }
  }

  private MigratingPasswordHasher(PasswordHasher current, List<Format> formats) {
    this.current = current;
    this.formats = formats;
  }

  /**
   * Returns a hasher that makes hashes by {@code current} and reads those of all.
   *
   * @throws IllegalArgumentException if two of them read the same hashes
   */
  public static MigratingPasswordHasher to(PasswordHasher current, PasswordHasher... old) {
    List<Format> formats =
        Stream.concat(Stream.of(requireNonNull(current, "current")), Stream.of(old))
            .map(Format::of)
            .toList();
    for (Format format : formats) {
      long readers = formats.stream().filter(other -> other.hasher.canRead(format.sample)).count();
      checkArgument(readers == 1, "two hashers read the same hashes; the newer of them suffices");
    }
    return new MigratingPasswordHasher(current, formats);
  }

  @Override
  public String hash(char[] password) {
    return current.hash(password);
  }

  @Override
  public boolean canRead(String hash) {
    return formats.stream().anyMatch(format -> format.hasher.canRead(hash));
  }

  @Override
  public boolean matches(char[] password, String hash) {
    checkArgument(canRead(hash), "the hash is of none of these hashers");
    boolean matches = false;
    for (Format format : formats) {
      boolean itsTurn = format.hasher.canRead(hash);
      boolean equal = format.hasher.matches(password, itsTurn ? hash : format.sample);
      matches |= itsTurn && equal;
    }
    return matches;
  }

  @Override
  public boolean needsRehash(String hash) {
    checkArgument(canRead(hash), "the hash is of none of these hashers");
    return !current.canRead(hash) || current.needsRehash(hash);
  }
}
