package dev.staffgate.decision;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Place;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reason for a decision: for programs, for the person who asked, and for the administrator.
 *
 * <p>Immutable. Sentences and paths are put together when they are asked for, so that a decision
 * costs none of it.
 */
public final class Reason {
  private final ReasonCode code;
  private final Supplier<String> forAdministrator;
  private final Place place;
  private final Supplier<List<String>> path;
  private final Remedy remedy;
  private final String policyVersion;
  private final @Nullable Lock lock;

  /**
   * Makes a reason whose texts are put together when they are read.
   *
   * @param path supplies the roles from the one assigned to the one that grants or denies
   * @param policyVersion empty if no policy was asked
   * @param forAdministrator supplies the sentence for administrators
   */
  public Reason(
      ReasonCode code,
      Place place,
      Supplier<List<String>> path,
      Remedy remedy,
      String policyVersion,
      Supplier<String> forAdministrator) {
    this(code, place, path, remedy, policyVersion, forAdministrator, null);
  }

  private Reason(
      ReasonCode code,
      Place place,
      Supplier<List<String>> path,
      Remedy remedy,
      String policyVersion,
      Supplier<String> forAdministrator,
      @Nullable Lock lock) {
    this.code = requireNonNull(code, "code");
    this.place = requireNonNull(place, "place");
    this.path = requireNonNull(path, "path");
    this.remedy = requireNonNull(remedy, "remedy");
    this.policyVersion = requireNonNull(policyVersion, "policyVersion");
    this.forAdministrator = requireNonNull(forAdministrator, "forAdministrator");
    this.lock = lock;
  }

  /** Returns the reason that a lock is in force, with the lock's message as its sentence. */
  public static Reason locked(Lock lock, String policyVersion) {
    return new Reason(
        ReasonCode.LOCKED,
        Place.NONE,
        List::of,
        Remedy.NONE,
        policyVersion,
        () -> "a lock is in force on " + lock.subject(),
        lock);
  }

  /** Returns a reason that no policy gave: something around it failed, or it was not even asked. */
  public static Reason outsidePolicy(ReasonCode code, String forAdministrator) {
    requireNonNull(forAdministrator, "forAdministrator");
    return new Reason(code, Place.NONE, List::of, Remedy.NONE, "", () -> forAdministrator);
  }

  /** Returns the stable word. */
  public ReasonCode code() {
    return code;
  }

  /**
   * Returns the sentence for the person who asked: the message of a lock, where one is the reason.
   * It reveals nothing of the policy.
   */
  public String sentence() {
    return lock == null ? ReasonSentences.forPerson(code) : lock.message();
  }

  /** Returns the lock that spoke, for administrators; empty where none did. */
  public Optional<Lock> lock() {
    return Optional.ofNullable(lock);
  }

  /** Returns the explanation for administrators; names roles and conditions. */
  public String forAdministrator() {
    return forAdministrator.get();
  }

  /** Returns the place in the policy that decided; {@link Place#NONE} where nothing written did. */
  public Place place() {
    return place;
  }

  /**
   * Returns the roles from the one assigned to the one that grants or denies; empty where none
   * does.
   */
  public List<String> path() {
    return List.copyOf(path.get());
  }

  /** Returns what the person could do that would change the decision. */
  public Remedy remedy() {
    return remedy;
  }

  /**
   * Returns the version of the policy that was asked, such as {@code sha256:…}; empty where none
   * was.
   */
  public String policyVersion() {
    return policyVersion;
  }

  /** Returns whether all that can be read from both is equal, places included. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Reason that
        && code == that.code
        && place.toString().equals(that.place.toString())
        && path().equals(that.path())
        && remedy == that.remedy
        && policyVersion.equals(that.policyVersion)
        && sentence().equals(that.sentence())
        && forAdministrator().equals(that.forAdministrator());
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, place.toString(), path(), policyVersion);
  }

  @Override
  public String toString() {
    return "Reason[" + code + " at " + place.fileAndLine() + ": " + forAdministrator() + "]";
  }
}
