package dev.staffgate.yaml;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.read.PolicyFilesSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force, and what becomes of it with each look at its files. Not thread-safe, but for
 * the questions what is in force and what is wrong, and for new listeners.
 */
final class PolicyReload {
  private static final Logger log = LoggerFactory.getLogger(PolicyReload.class);

  private final Path first;
  private final Function<PolicyFilesSnapshot, Policy> loader;
  private final Optional<LastGoodPolicy> lastGood;
  private final List<PolicySource.Listener> listeners = new CopyOnWriteArrayList<>();
  private final ChangeRest changes = new ChangeRest();
  private volatile Policy current;
  private volatile @Nullable PolicyException problem;
  private PolicySource.@Nullable Agreement agreement;

  /** Fingerprint of the files last loaded or rejected; null if nothing is known of them. */
  private @Nullable String settled;

  /** Fingerprint of the files at the last look. */
  private String seen = "";

  /** The good policy that has to rest before it is in force. */
  private @Nullable Loaded resting;

  /** The good policy that was objected to last, of the files as they are. */
  private @Nullable Loaded refused;

  /** True if loading {@link #settled} broke off, and might go well if it is tried again. */
  private boolean brokeOff;

  /** Code of what keeps the files from being read or from resting, which is told once. */
  private @Nullable String told;

  /** A policy, and the files that it was loaded of; with their contents if these are kept. */
  private record Loaded(
      Policy policy, Map<String, PolicyFilesSnapshot.State> states, Map<String, byte[]> contents) {}

  /**
   * Begins with a policy.
   *
   * @param first the first of its files
   * @param look looks at them
   * @throws PolicyException if the files cannot be used, and no good policy was kept
   */
  PolicyReload(
      Path first,
      Supplier<PolicyFilesSnapshot> look,
      Function<PolicyFilesSnapshot, Policy> loader,
      Optional<LastGoodPolicy> lastGood,
      long now) {
    this.first = first;
    this.loader = loader;
    this.lastGood = lastGood;
    try {
      PolicyFilesSnapshot snapshot = look.get();
      this.settled = snapshot.fingerprint();
      this.seen = settled;
      this.changes.look(snapshot, true, now);
      Loaded loaded = loaded(snapshot);
      this.current = loaded.policy();
      putInForce(loaded);
    } catch (PolicyException broken) {
      LastGoodPolicy.Kept kept = lastGood.flatMap(LastGoodPolicy::load).orElseThrow(() -> broken);
      this.current = kept.policy();
      this.changes.inForce(kept.states());
      reject(broken);
      log.error("that is the policy kept at {}: the files have to be mended", kept.at());
    }
  }

  private Loaded loaded(PolicyFilesSnapshot snapshot) {
    Map<String, byte[]> contents = lastGood.isEmpty() ? Map.of() : snapshot.contents();
    return new Loaded(loader.apply(snapshot), snapshot.states(), contents);
  }

  Policy current() {
    return current;
  }

  Optional<PolicyException> problem() {
    return Optional.ofNullable(problem);
  }

  void onChange(PolicySource.Listener listener) {
    listeners.add(requireNonNull(listener, "listener"));
  }

  /** Asks about the policy in force, and about each one before it is in force from now on. */
  Optional<PolicyException> agreeBy(PolicySource.Agreement asked) {
    agreement = asked;
    Optional<PolicyException> objection = asked.objection(current);
    if (objection.isPresent()) {
      lastGood.ifPresent(LastGoodPolicy::restore);
    }
    return objection;
  }

  /**
   * Takes what the files held at one look.
   *
   * @param onlyIfCalm whether files that may still be written have to rest
   * @param now in nanoseconds
   */
  void take(PolicyFilesSnapshot snapshot, boolean onlyIfCalm, long now) {
    String is = snapshot.fingerprint();
    boolean calm = is.equals(seen);
    boolean again = brokeOff && !onlyIfCalm;
    seen = is;
    changes.look(snapshot, is.equals(settled), now);
    if (is.equals(settled) && !again) {
      resting = null;
      askAgain(onlyIfCalm);
      return;
    }
    if (!onlyIfCalm || changes.countsAtOnce()) {
      settle(snapshot);
    } else if (calm) {
      settleIfRested(snapshot);
    } else {
      resting = null;
      if (changes.keepsChanging()) {
        tellOnce(keepsChanging());
      }
    }
  }

  private void askAgain(boolean onlyIfChanged) {
    Loaded before = refused;
    PolicySource.Agreement asked = agreement;
    if (before != null && asked != null && (!onlyIfChanged || asked.mayHaveChanged())) {
      putInForceAndTell(before);
    }
  }

  private void settle(PolicyFilesSnapshot snapshot) {
    load(snapshot).ifPresent(this::putInForceAndTell);
  }

  /** Loads at once, so that what is wrong is told at once; what is good may have to rest. */
  private void settleIfRested(PolicyFilesSnapshot snapshot) {
    String before = settled;
    Optional<Loaded> good = resting == null ? load(snapshot) : Optional.of(resting);
    if (good.isEmpty()) {
      return;
    }
    if (changes.isRested()) {
      settled = snapshot.fingerprint();
      putInForceAndTell(good.get());
      return;
    }
    settled = before;
    if (resting == null) {
      resting = good.get();
      log.info(
          "a changed policy may be half of one, since a file is new, shorter or gone: it is in"
              + " force in {} s if it stays as it is. What ends in the line `...` does not wait,"
              + " nor what was plainly renamed after it was written",
          changes.left().toSeconds());
    }
  }

  /** Returns the policy, or tells what is wrong with it. */
  private Optional<Loaded> load(PolicyFilesSnapshot snapshot) {
    settled = snapshot.fingerprint();
    told = null;
    brokeOff = false;
    resting = null;
    refused = null;
    try {
      return Optional.of(loaded(snapshot));
    } catch (PolicyException broken) {
      changes.settled();
      reject(broken);
      return Optional.empty();
    } catch (RuntimeException | Error e) { // told and thrown on, whatever it is
      breakOff(e);
      throw e;
    }
  }

  // Not tried again by itself: what exhausts the memory would do so at each look.
  private void breakOff(Throwable cause) {
    changes.settled();
    brokeOff = true;
    reject(brokenOff(cause));
  }

  private void putInForceAndTell(Loaded loaded) {
    Optional<PolicyException> objection = objection(loaded.policy());
    if (objection.isPresent()) {
      refuse(loaded, objection.get());
      return;
    }
    putInForce(loaded);
    tell(listener -> listener.loaded(loaded.policy()));
  }

  private Optional<PolicyException> objection(Policy policy) {
    PolicySource.Agreement asked = agreement;
    try {
      return asked == null ? Optional.empty() : asked.objection(policy);
    } catch (RuntimeException | Error e) { // told and thrown on, whatever it is
      resting = null;
      refused = null;
      breakOff(e);
      throw e;
    }
  }

  private void refuse(Loaded loaded, PolicyException objection) {
    changes.settled();
    resting = null;
    refused = loaded;
    PolicyException known = problem;
    if (known == null || !known.problems().equals(objection.problems())) {
      reject(objection);
    }
  }

  private void putInForce(Loaded loaded) {
    resting = null;
    refused = null;
    current = loaded.policy();
    problem = null;
    changes.inForce(loaded.states());
    log.info("policy {} is loaded", loaded.policy().version());
    lastGood.ifPresent(one -> one.keep(loaded.contents()));
  }

  /** Tells that reading the files broke off. */
  void readBrokeOff(Throwable cause) {
    tellOnce(brokenOff(cause));
  }

  /** Tells that the files cannot be looked at. */
  void notLookedAt(PolicyException why) {
    tellOnce(why);
  }

  /** Tells something once; what is read next is loaded, whether it has changed or not. */
  private void tellOnce(PolicyException broken) {
    String code = broken.problems().get(0).code();
    settled = null;
    resting = null;
    if (!code.equals(told)) {
      told = code;
      reject(broken);
    }
  }

  private PolicyException keepsChanging() {
    return problem(
        PolicyProblem.of(
            place(),
            "file-keeps-changing",
            "the files of the policy have gone on to change for "
                + ChangeRest.UNREST.toSeconds()
                + " s",
            "what is being written may be half of a policy, so it is not loaded",
            "let it rest, or write beside the file and rename, or end the file with the line"
                + " `...`"));
  }

  /** Returns the problem of a load that ran out of memory or stack, or met a fault of ours. */
  private PolicyException brokenOff(Throwable cause) {
    return problem(
        PolicyProblem.of(
            place(),
            "load-broke-off",
            "loading the policy broke off: " + cause.getClass().getSimpleName(),
            "nothing is known of what it says now; the log has the cause",
            "see to the cause, then change a file or have the program look again"));
  }

  private Place place() {
    return Place.ofFile(0, first.toString());
  }

  private static PolicyException problem(PolicyProblem problem) {
    return new PolicyException(List.of(problem));
  }

  private void reject(PolicyException broken) {
    problem = broken;
    logLines(broken, current.version()).forEach(line -> log.error("{}", line));
    tell(listener -> listener.rejected(broken));
  }

  /** Returns the entries of the log about a broken policy: the whole message of each problem. */
  static List<String> logLines(PolicyException broken, String inForce) {
    int count = broken.problems().size();
    List<String> lines = new ArrayList<>();
    lines.add(
        "the changed policy has "
            + (broken.hasMore() ? "more than " : "")
            + (count == 1 ? "1 problem" : count + " problems")
            + "; "
            + inForce
            + " stays in force");
    broken.problems().forEach(one -> lines.add(one.message()));
    return lines;
  }

  private void tell(Consumer<PolicySource.Listener> news) {
    for (PolicySource.Listener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException | Error e) {
        // The others have to be told all the same, and the policy is in force or not by now.
        log.error("a listener to policy changes failed", e);
      }
    }
  }
}
