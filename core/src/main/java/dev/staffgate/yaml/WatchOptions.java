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
 *     it when the files are broken; nothing is kept without it
 */
public record WatchOptions(LoadOptions load, Duration every, Optional<Path> lastGood) {
  /** The library's own words, a look every second, nothing kept. */
  public static final WatchOptions DEFAULT =
      new WatchOptions(LoadOptions.DEFAULT, Duration.ofSeconds(1), Optional.empty());

  public WatchOptions {
    requireNonNull(load, "load");
    requireNonNull(lastGood, "lastGood");
    checkArgument(
        !every.isNegative() && !every.isZero(), "%s is not a positive time to wait", every);
  }

  /** Returns these with other options of reading. */
  public WatchOptions withLoad(LoadOptions load) {
    return new WatchOptions(load, every, lastGood);
  }

  /** Returns these with another time between two looks. */
  public WatchOptions withEvery(Duration every) {
    return new WatchOptions(load, every, lastGood);
  }

  /**
   * Returns these with a folder in which the last good policy is kept.
   *
   * @param folder made if it is not there, for this program's user alone; it is not one whose files
   *     are watched
   */
  public WatchOptions withLastGood(Path folder) {
    return new WatchOptions(load, every, Optional.of(folder));
  }
}
