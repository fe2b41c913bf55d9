package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Options of watching policy files.
 *
 * @param load how they are read
 * @param every how long to wait between two looks
 * @param lastGood a folder in which the last good policy is kept, so that the program starts with
 *     it when the files are broken; nothing is kept without it, and none that {@link
 *     PolicySource#agreeBy} has an objection to
 * @param testsRequired whether a policy is put in force only if it holds tests, and all of them
 *     pass
 */
public record WatchOptions(
    LoadOptions load, Duration every, Optional<Path> lastGood, boolean testsRequired) {
  /** The library's own words, a look every second, nothing kept. */
  public static final WatchOptions DEFAULT =
      new WatchOptions(LoadOptions.DEFAULT, Duration.ofSeconds(1), Optional.empty(), false);

  public WatchOptions {
    requireNonNull(load, "load");
    requireNonNull(lastGood, "lastGood");
    checkArgument(
        !every.isNegative() && !every.isZero(), "%s is not a positive time to wait", every);
  }

  /** Returns these with other options of reading. */
  public WatchOptions withLoad(LoadOptions load) {
    return new WatchOptions(load, every, lastGood, testsRequired);
  }

  /** Returns these with another time between two looks. */
  public WatchOptions withEvery(Duration every) {
    return new WatchOptions(load, every, lastGood, testsRequired);
  }

  /**
   * Returns these with a folder in which the last good policy is kept.
   *
   * @param folder made if it is not there, for this program's user alone; it is not one whose files
   *     are watched
   */
  public WatchOptions withLastGood(Path folder) {
    return new WatchOptions(load, every, Optional.of(folder), testsRequired);
  }

  /**
   * Returns these, and a policy is refused unless it holds tests and all of them pass; the one
   * before stays in force, and listeners and log are told which did not. A test about an account of
   * a directory cannot be run here, which counts as failed: write {@code roles:} instead of {@code
   * staff:} in it.
   */
  public WatchOptions withTestsRequired() {
    return new WatchOptions(load, every, lastGood, true);
  }
}
