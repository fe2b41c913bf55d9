package dev.staffgate.yaml;

import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the policy in force comes from. Safe for any number of threads.
 *
 * <p>{@link #current} never waits and never fails: a broken new version leaves the one before in
 * force.
 */
public interface PolicySource extends AutoCloseable {
  /** The policy in force. */
  Policy current();

  /** What is wrong with the newest version, if it is broken and an older one is in force. */
  Optional<PolicyException> problem();

  /**
   * Tells a listener of each change from now on, in order, one at a time; what it throws is logged.
   */
  void onChange(Listener listener);

  /** Looks for a change now, and returns when it is in force or was rejected. */
  void refresh();

  /** Stops looking; the policy stays in force. */
  @Override
  void close();

  /** What is told of changes. */
  interface Listener {
    /** A new policy is in force. */
    void loaded(Policy policy);

    /** A new version is broken; the policy before stays in force. */
    void rejected(PolicyException problem);
  }

  /** A policy that does not change. */
  static PolicySource of(Policy policy) {
    return new FixedPolicySource(policy);
  }

  /**
   * A policy whose files are looked at every second.
   *
   * @throws PolicyException if it cannot be used as it is now
   */
  static PolicySource watching(Path... files) {
    return watching(List.of(files), LoadOptions.DEFAULT, Duration.ofSeconds(1));
  }

  /**
   * A policy whose files are looked at again and again. A change counts once the files have been
   * the same twice in a row, so that a half-written file is not taken for the new policy.
   *
   * @param every how long to wait between two looks
   * @throws PolicyException if it cannot be used as it is now
   */
  static PolicySource watching(List<Path> files, LoadOptions options, Duration every) {
    return WatchedPolicySource.start(files, options, every);
  }
}
