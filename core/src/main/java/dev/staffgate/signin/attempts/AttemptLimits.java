package dev.staffgate.signin.attempts;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.signin.attempts.StoredRecord.Change;
import dev.staffgate.signin.attempts.StoredRecord.Codec;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The limits of wrong passwords and codes, in the state store. Safe for any number of threads.
 *
 * <p>An attempt is looked at between two calls: one says that it may be, and after it another one
 * counts it, if it was wrong, or says again that it may be. A wrong one that may not be looked at
 * any more when it is counted is not counted, and its caller must tell nothing of it. So attempts
 * at the same time tell no more than the same attempts one after the other.
 *
 * <p>Every method throws {@link StateStoreException} if the store does not answer, or an entry is
 * damaged.
 */
public final class AttemptLimits {
  private static final Duration SLOTS_KEPT = Duration.ofDays(1);

  private final InstantSource clock;
  private final StoredRecord<AccountAttempts> accounts;
  private final StoredRecord<NameSlot> names;
  private final StoredRecord<SiteSlot> sites;
  private final SlotKeys slots;

  /** The things that are guessed. */
  public enum Purpose {
    PASSWORD,
    CODE,
    STEP_UP
  }

  /**
   * The answer to a failure.
   *
   * @param counted whether it was counted; if not, it must not be told that it was wrong
   * @param next whether the next one may be looked at
   */
  public record Failure(boolean counted, AttemptVerdict next) {}

  /** Makes limits that are kept in a store. */
  public AttemptLimits(StateStore state, InstantSource clock) {
    this.clock = clock;
    this.slots = new SlotKeys(state);
    this.accounts =
        new StoredRecord<>(
            state,
            clock,
            new Codec<>(
                AccountAttempts.NONE,
                AccountAttempts::read,
                AccountAttempts::toText,
                AccountAttempts::boundedAt),
            Optional.empty());
    this.names =
        new StoredRecord<>(
            state,
            clock,
            new Codec<>(NameSlot.NONE, NameSlot::read, NameSlot::toText, NameSlot::boundedAt),
            Optional.of(SLOTS_KEPT));
    this.sites =
        new StoredRecord<>(
            state,
            clock,
            new Codec<>(SiteSlot.NONE, SiteSlot::read, SiteSlot::toText, SiteSlot::boundedAt),
            Optional.of(SLOTS_KEPT));
  }

  /** Returns whether an attempt may be looked at now. */
  public AttemptVerdict standing(Purpose purpose, AttemptSource source) {
    return switch (purpose) {
      case PASSWORD -> passwordStanding(source);
      case CODE -> codeStanding(source);
      case STEP_UP -> accounts.find(account(source)).stepUps().standingAt(clock.instant());
    };
  }

  // Everything is read whoever it is for, so that time does not tell.
  private AttemptVerdict passwordStanding(AttemptSource source) {
    AccountAttempts account = accounts.find(account(source));
    SiteSlot site = sites.find(slots.ofSite(source.site()));
    NameSlot name = names.find(slots.ofName(source.name()));
    Instant now = clock.instant();
    Optional<KnownPlace> place = account.placeOf(source, now);
    if (place.isPresent()) {
      return AttemptVerdict.of(place.get().passwords().waitAt(now));
    }
    Optional<Instant> wait = later(site.waitAt(now), name.shared().waitOf(source.network(), now));
    return AttemptVerdict.of(wait.isPresent() ? later(site.waitAt(now), arrived(source)) : wait);
  }

  /** Keeps a turn for a network that has to wait, and returns until when that is. */
  private Optional<Instant> arrived(AttemptSource source) {
    return names.change(
        slots.ofName(source.name()),
        (before, now) -> {
          NameSlot next = before.arrivedFrom(source.network(), now);
          return new Change<>(next, next.shared().waitOf(source.network(), now));
        });
  }

  private AttemptVerdict codeStanding(AttemptSource source) {
    Optional<Instant> site = siteWait(source);
    AttemptVerdict account =
        accounts.change(
            account(source),
            (before, now) -> {
              AccountAttempts next =
                  before.codes(source, now).isFree() ? before : before.codeArrived(source, now);
              return new Change<>(next, next.codes(source, now));
            });
    return account.isFree() ? AttemptVerdict.of(site) : account;
  }

  private Optional<Instant> siteWait(AttemptSource source) {
    Instant now = clock.instant();
    return isFromKnownPlace(source)
        ? Optional.empty()
        : sites.find(slots.ofSite(source.site())).waitAt(now);
  }

  private boolean isFromKnownPlace(AttemptSource source) {
    return accounts.find(account(source)).placeOf(source, clock.instant()).isPresent();
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isAfter(one.get())) ? other : one;
  }

  /** Counts a wrong password or code, unless it had to wait by now. */
  public Failure failed(Purpose purpose, AttemptSource source) {
    return switch (purpose) {
      case PASSWORD -> passwordFailed(source);
      case CODE -> codeFailed(source);
      case STEP_UP -> stepUpFailed(source);
    };
  }

  private Failure passwordFailed(AttemptSource source) {
    Optional<Failure> ofPlace = passwordFailedAtKnownPlace(source);
    if (ofPlace.isPresent()) {
      return ofPlace.get();
    }
    Failure failure =
        names.change(
            slots.ofName(source.name()),
            (before, now) -> {
              Optional<Instant> wait = before.shared().waitOf(source.network(), now);
              if (wait.isPresent()) {
                return notCounted(before, AttemptVerdict.of(wait));
              }
              NameSlot next = before.failedFrom(source.network(), now);
              return counted(next, AttemptVerdict.of(next.shared().waitOf(source.network(), now)));
            });
    return failure.counted() ? countedForSite(failure, source) : failure;
  }

  /** Counts a wrong password for the place, if it is known; nothing is written if it is not. */
  private Optional<Failure> passwordFailedAtKnownPlace(AttemptSource source) {
    return accounts.change(
        account(source),
        (before, now) -> {
          Optional<KnownPlace> place = before.placeOf(source, now);
          if (place.isEmpty()) {
            return new Change<>(before, Optional.empty());
          }
          AttemptVerdict verdict = AttemptVerdict.of(place.get().passwords().waitAt(now));
          if (!verdict.isFree()) {
            return new Change<>(before, Optional.of(new Failure(false, verdict)));
          }
          AccountAttempts next = before.passwordFailed(place.get(), now);
          Optional<Instant> wait =
              next.placeOf(source, now).flatMap(one -> one.passwords().waitAt(now));
          return new Change<>(next, Optional.of(new Failure(true, AttemptVerdict.of(wait))));
        });
  }

  private Failure countedForSite(Failure failure, AttemptSource source) {
    Optional<Instant> wait =
        sites.change(
            slots.ofSite(source.site()),
            (before, now) -> {
              SiteSlot next = before.failedAt(now);
              return new Change<>(next, next.waitAt(now));
            });
    return failure.next().isFree() ? new Failure(true, AttemptVerdict.of(wait)) : failure;
  }

  private Failure codeFailed(AttemptSource source) {
    boolean known = isFromKnownPlace(source);
    Failure failure =
        accounts.change(
            account(source),
            (before, now) -> {
              AttemptVerdict verdict = before.codes(source, now);
              if (!verdict.isFree()) {
                return notCounted(before, verdict);
              }
              AccountAttempts next = before.codeFailed(source, now);
              return counted(next, next.codes(source, now));
            });
    return failure.counted() && !known ? countedForSite(failure, source) : failure;
  }

  private Failure stepUpFailed(AttemptSource source) {
    return accounts.change(
        account(source),
        (before, now) -> {
          AttemptVerdict verdict = before.stepUps().standingAt(now);
          if (!verdict.isFree()) {
            return notCounted(before, verdict);
          }
          AccountAttempts next = before.stepUpFailed(now);
          return counted(next, next.stepUps().standingAt(now));
        });
  }

  private static <T> Change<T, Failure> counted(T next, AttemptVerdict verdict) {
    return new Change<>(next, new Failure(true, verdict));
  }

  private static <T> Change<T, Failure> notCounted(T before, AttemptVerdict verdict) {
    return new Change<>(before, new Failure(false, verdict));
  }

  /** Returns whether the cookie of a browser may have been copied, so that it needs another one. */
  public boolean isWornOut(AttemptSource source) {
    return source.browser().filter(accounts.find(account(source))::isWornOut).isPresent();
  }

  /**
   * Remembers that somebody signed in from there.
   *
   * @return how many wrong codes there were that the owner was not told of
   */
  public int signedIn(AttemptSource source) {
    return accounts.change(
        account(source),
        (before, now) -> new Change<>(before.signedIn(source, now), before.untold()));
  }

  /** Forgives the wrong fresh codes in a row; what is counted for the year stays. */
  public void steppedUp(AttemptSource source) {
    change(source, AccountAttempts::stepUpSucceeded);
  }

  /** Forgives all failures of an account, and ends its waits. */
  public void unlock(AttemptSource source) {
    change(source, AccountAttempts::unlocked);
    NameSlot unused =
        names.change(
            slots.ofName(source.name()),
            (before, now) -> new Change<>(NameSlot.NONE, NameSlot.NONE));
  }

  /** Forgets from where somebody has signed in. */
  public void forgetPlaces(AttemptSource source) {
    change(source, AccountAttempts::withoutPlaces);
  }

  @CanIgnoreReturnValue
  private AccountAttempts change(AttemptSource source, UnaryOperator<AccountAttempts> change) {
    return accounts.change(
        account(source), (before, now) -> new Change<>(change.apply(before), before));
  }

  // A name that is not an account's has no such entry, and is looked up all the same.
  private static StateKey account(AttemptSource source) {
    return StateKey.of("sign-in-account", source.staff().orElse(source.name()));
  }
}
