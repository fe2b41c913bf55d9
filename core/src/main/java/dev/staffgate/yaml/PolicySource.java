package dev.staffgate.yaml;

import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A source of the policy in force. Safe for any number of threads.
 *
 * <p>{@link #current} never waits and never fails: a broken new version leaves the one before in
 * force.
 */
public interface PolicySource extends AutoCloseable {
  /** Returns the policy in force. */
  Policy current();

  /** Returns what is wrong with the newest version, if an older one is in force for it. */
  Optional<PolicyException> problem();

  /**
   * Tells a listener of each change from now on, in order, one at a time; what it throws is logged.
   */
  void onChange(Listener listener);

  /**
   * Looks for a change now, and returns when it is in force or was rejected; it does not wait for
   * whether a file goes on to change. If the last attempt to load broke off, it is made again. What
   * breaks one off, such as an {@link OutOfMemoryError}, is thrown once listeners have been told;
   * the policy before stays in force.
   */
  void refresh();

  /**
   * Stops looking, {@link #refresh} included; the policy stays in force. Waits for a look that is
   * under way, and so for the listeners that it tells.
   */
  @Override
  void close();

  /** A listener to changes of the policy. */
  interface Listener {
    /** Receives a new policy, which is in force. */
    void loaded(Policy policy);

    /**
     * Receives the problems of a new version that is broken, or whose loading broke off ({@code
     * load-broke-off}); the policy before stays in force.
     */
    void rejected(PolicyException problem);
  }

  /** Returns the source of a policy that does not change. */
  static PolicySource of(Policy policy) {
    return new FixedPolicySource(policy);
  }

  /**
   * Returns a source whose files, or folders of files, are looked at every second.
   *
   * @throws PolicyException if it cannot be used as it is now
   */
  static PolicySource watching(Path... files) {
    return watching(List.of(files), LoadOptions.DEFAULT, Duration.ofSeconds(1));
  }

  /**
   * Returns a source whose files are looked at again and again. A change counts once two looks in a
   * row have found the same, so that a half-written file is not taken for the new policy; then all
   * files count at once. Each look reads them, since times of files tell too little.
   *
   * @param files files, and folders as {@link PolicyFiles#load(List, LoadOptions)} takes them; what
   *     is put into a folder or taken out of it is a change
   * @param every how long to wait between two looks
   * @throws PolicyException if it cannot be used as it is now
   * @throws IllegalArgumentException without files, or if the time to wait is not positive
   */
  static PolicySource watching(List<Path> files, LoadOptions options, Duration every) {
    return WatchedPolicySource.start(files, options, every);
  }
}
