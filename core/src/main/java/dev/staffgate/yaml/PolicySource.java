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
   * Has something agree to each new policy before it is in force, now and from now on. A policy
   * that it objects to is rejected as a broken one is; it is asked about again by {@link #refresh},
   * and when {@link Agreement#mayHaveChanged} says so. A later call replaces it.
   *
   * <p>A source that does not override this asks once, about the policy in force: whatever it puts
   * in force later has to be looked at by a listener.
   *
   * @return the objection to the policy in force, which stays in force here; what a start with it
   *     has replaced at {@link WatchOptions#lastGood} is put back then
   */
  default Optional<PolicyException> agreeBy(Agreement agreement) {
    return agreement.objection(current());
  }

  /**
   * Looks for a change now, and returns when it is in force or was rejected; it does not wait for
   * whether a file goes on to change, which its caller knows. If the last attempt to load broke
   * off, it is made again. What breaks one off, such as an {@link OutOfMemoryError}, is thrown once
   * listeners have been told; the policy before stays in force. Files that their file system does
   * not hand out within ten seconds are a problem, which listeners are told of.
   */
  void refresh();

  /**
   * Stops looking, {@link #refresh} included; the policy stays in force. Waits for what is being
   * loaded, and for the listeners that are told, but not for files that are being read, and for 20
   * s at most.
   */
  @Override
  void close();

  /** Somebody who has to agree to a policy before it is in force, asked on the loading thread. */
  interface Agreement {
    /** Returns the reason against a policy; empty if it is agreed to, and may be in force. */
    Optional<PolicyException> objection(Policy policy);

    /**
     * Returns whether there may be another answer about the policy that was objected to last. Asked
     * at each look at the files, so it must return at once.
     */
    boolean mayHaveChanged();
  }

  /** A listener to changes of the policy. */
  interface Listener {
    /** Receives a new policy, which is in force. */
    void loaded(Policy policy);

    /**
     * Receives the problems of a new version that is broken, whose loading broke off ({@code
     * load-broke-off}), whose file system does not answer ({@code file-no-answer}), or whose files
     * have gone on to change for ten seconds ({@code file-keeps-changing}); the policy before stays
     * in force.
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
   * Returns a source whose files are looked at again and again: {@link #watching(List,
   * WatchOptions)}.
   *
   * @param every how long to wait between two looks
   * @throws PolicyException if it cannot be used as it is now
   * @throws IllegalArgumentException without files, or if the time to wait is not positive
   */
  static PolicySource watching(List<Path> files, LoadOptions options, Duration every) {
    return watching(files, WatchOptions.DEFAULT.withLoad(options).withEvery(every));
  }

  /**
   * Returns a source whose files are looked at again and again. Each look reads them, since times
   * of files tell too little; all that have changed count at once.
   *
   * <p>So that half of a file is not taken for the new policy, write a file beside it (in a folder
   * that is watched, one whose name begins with a dot) and rename that, or end the file with a line
   * {@code ...}: then it counts at once. Any other change counts when two looks in a row have found
   * the same, and rests for 30 s if a file has become shorter or is gone, for 3 s if a file is new.
   * A file that goes on to change is a problem after 10 s. With {@link LoadOptions#endMarkRequired}
   * no half is ever taken.
   *
   * @param files files, and folders as {@link PolicyFiles#load(List, LoadOptions)} takes them; what
   *     is put into a folder or taken out of it is a change
   * @throws PolicyException if it cannot be used as it is now, and no good policy was kept ({@link
   *     WatchOptions#lastGood})
   * @throws IllegalArgumentException without files
   */
  static PolicySource watching(List<Path> files, WatchOptions options) {
    return WatchedPolicySource.start(files, options);
  }
}
