package dev.staffgate.accounts;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.common.base.Ascii;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that decisions are about: the staff of the policy document, and those of a
 * directory, which are kept for a while so that it is not asked for each decision.
 *
 * <p>What is kept is dropped at once when the directory tells of a change, and at the latest when
 * it is too old: for so long a change that the directory does not tell of, or that it is out, can
 * go unnoticed. The absence of an account is kept as well. An {@link AccountTable} is asked each
 * time. An account of the policy document counts before one of the same id in the directory.
 *
 * <p>Safe for any number of threads.
 */
public final class LiveAccounts implements AutoCloseable {
  /** The time that an account is kept by default. */
  public static final Duration DEFAULT_AGE = Duration.ofSeconds(5);

  /** The longest time that an account may be kept. */
  public static final Duration MAX_AGE = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(LiveAccounts.class);
  private static final int MAX_KEPT = 100_000;

  private final @Nullable AccountTable table;
  private final StaffDirectory directory;
  private final LoadingCache<String, Optional<CachedAccount>> cache;
  private final LoadingCache<String, Optional<String>> byKnownAs;
  private final StaffDirectory.Watch watch;
  private final UnknownRoleNotice unknownRoles = new UnknownRoleNotice();
  private final PersonNotice persons = new PersonNotice();
  private final OverriddenNotice overridden = new OverriddenNotice();

  /** An account of the directory, compiled for the policy that asked last. */
  private static final class CachedAccount {
    private final StaffAccount account;
    private final UnknownRoleNotice unknownRoles;
    private volatile @Nullable CompiledAccount compiled;

    CachedAccount(StaffAccount account, UnknownRoleNotice unknownRoles) {
      this.account = account;
      this.unknownRoles = unknownRoles;
    }

    CompiledAccount compiledFor(Policy policy) {
      CompiledAccount known = compiled;
      if (known == null || !known.isOf(policy)) {
        try {
          known = policy.compile(account);
        } catch (RuntimeException unfit) {
          throw doesNotFit(account.id(), unfit);
        }
        unknownRoles.about(policy.document(), account);
        compiled = known;
      }
      return known;
    }
  }

  private LiveAccounts(StaffDirectory directory, Duration maxAge, Ticker ticker) {
    checkArgument(
        !maxAge.isNegative() && maxAge.compareTo(MAX_AGE) <= 0,
        "an age of %s is negative or too long",
        maxAge);
    this.table = directory instanceof AccountTable accounts ? accounts : null;
    this.directory = directory;
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(MAX_KEPT)
            .expireAfterWrite(maxAge)
            .ticker(ticker)
            .build(id -> lookUp(directory, id).map(one -> new CachedAccount(one, unknownRoles)));
    this.byKnownAs =
        Caffeine.newBuilder()
            .maximumSize(MAX_KEPT)
            .expireAfterWrite(maxAge)
            .ticker(ticker)
            .build(name -> answer(() -> directory.findKnownAs(name)).map(StaffAccount::id));
    this.watch =
        directory.watch(
            staff -> {
              cache.invalidate(staff);
              byKnownAs.invalidateAll(); // whichever names it had
            });
  }

  /** Returns the accounts of a directory, each kept for {@link #DEFAULT_AGE}. */
  public static LiveAccounts of(StaffDirectory directory) {
    return of(directory, DEFAULT_AGE);
  }

  /**
   * Returns the accounts of a directory.
   *
   * @param maxAge the time that an account is kept, up to {@link #MAX_AGE}; zero keeps none
   */
  public static LiveAccounts of(StaffDirectory directory, Duration maxAge) {
    return of(directory, maxAge, Ticker.systemTicker());
  }

  static LiveAccounts of(StaffDirectory directory, Duration maxAge, Ticker ticker) {
    return new LiveAccounts(requireNonNull(directory, "directory"), maxAge, ticker);
  }

  // Exactly this id: a database may take `Alice` for `alice`, a decision must not.
  private static Optional<StaffAccount> lookUp(StaffDirectory directory, String id) {
    return answer(() -> directory.find(id)).filter(account -> account.id().equals(id));
  }

  private static Optional<StaffAccount> answer(Supplier<Optional<StaffAccount>> question) {
    try {
      return question.get();
    } catch (DirectoryException out) {
      throw out;
    } catch (RuntimeException failed) {
      throw new DirectoryException("the directory of accounts failed", failed);
    }
  }

  /**
   * Returns the accounts as this policy sees them. A look-up there throws {@link
   * DirectoryException} if the directory does not answer.
   */
  public Accounts accounts(Policy policy) {
    if (table != null) {
      return throwingIfUnfit(table.accounts(policy));
    }
    return staff -> {
      Optional<CompiledAccount> own = policy.account(staff);
      return own.isPresent() || !NameSyntax.isId(staff)
          ? own
          : cache.get(staff).map(one -> one.compiledFor(policy));
    };
  }

  /**
   * Returns the id of the directory's account that has this id but for the case of ASCII letters.
   * It is looked up each time.
   *
   * @param typed an id; the directory is asked for nothing else
   * @throws DirectoryException if the directory does not answer
   */
  public Optional<String> idIgnoringCase(String typed) {
    return NameSyntax.isId(typed)
        ? answer(() -> directory.findIgnoringCase(typed))
            .map(StaffAccount::id)
            .filter(id -> Ascii.equalsIgnoreCase(id, typed))
        : Optional.empty();
  }

  /**
   * Returns the id of the directory's account that an identity provider calls so. The answer is
   * kept as long as an account is, and dropped when the directory tells of any change.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Optional<String> idKnownAs(String name) {
    if (!StaffAccount.isKnownAs(name)) {
      return Optional.empty();
    }
    return table != null ? table.findKnownAs(name).map(StaffAccount::id) : byKnownAs.get(name);
  }

  /**
   * Returns an account that the directory has listed, as this policy sees it. An account that is
   * compiled for the policy already, as all of a table are, is not compiled again. Returns nothing
   * if a table no longer has it.
   *
   * @throws IllegalArgumentException if the policy cannot be applied to it
   */
  public Optional<CompiledAccount> compiled(Policy policy, StaffAccount account) {
    if (table != null) {
      return table.accounts(policy).find(account.id());
    }
    Optional<CachedAccount> known = cache.getIfPresent(account.id());
    if (known != null && known.isPresent() && known.get().account.equals(account)) {
      CompiledAccount ready = known.get().compiled;
      if (ready != null && ready.isOf(policy)) {
        return Optional.of(ready);
      }
    }
    return Optional.of(policy.compile(account));
  }

  // An account of a table fits the policy that the table has. A decision may have begun with the
  // one before, and an account been put meanwhile that names a network which that one lacks.
  private static Accounts throwingIfUnfit(Accounts ofTable) {
    return staff -> {
      try {
        return ofTable.find(staff);
      } catch (IllegalArgumentException unfit) {
        throw doesNotFit(staff, unfit);
      }
    };
  }

  private static DirectoryException doesNotFit(String staff, RuntimeException unfit) {
    return new DirectoryException(
        "the account " + staff + " of the directory does not fit the policy", unfit);
  }

  /**
   * Logs why an account is unknown to a policy, if its person is an account of somebody else; once
   * for each account.
   */
  public void noticeUnknown(Policy policy, String staff) {
    if (table != null) {
      table.noticeUnknown(policy, staff);
    } else {
      persons.about(accounts(policy), staff);
    }
  }

  /**
   * Asks the directory for the ids of the policy document, up to 1,000 of them, and logs those that
   * it has, too; once for each id. A decision about these never asks it. Stops if the directory
   * does not answer, or the thread is interrupted.
   */
  public void noticeOverridden(Policy policy) {
    if (table != null) {
      return; // a table does so itself
    }
    try {
      policy.document().staff().keySet().stream()
          .limit(OverriddenNotice.MAX_TOLD)
          .takeWhile(staff -> !Thread.currentThread().isInterrupted())
          .filter(staff -> cache.get(staff).isPresent())
          .forEach(staff -> overridden.about(policy, staff));
    } catch (DirectoryException out) {
      log.warn("which ids both policy and directory have is not known: {}", out.toString());
    }
  }

  /** Stops listening to changes. */
  @Override
  public void close() {
    watch.close();
  }
}
