package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.LiveAccounts;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Questions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that decisions and questions are about: the staff of the policy document, and those
 * of a directory if there is one. Thread-safe.
 *
 * <p>Every method throws {@link DirectoryException} if the directory does not answer.
 */
final class AccountsInForce implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccountsInForce.class);

  private final Function<Policy, Accounts> accounts;
  private final @Nullable StaffDirectory directory;
  private final @Nullable LiveAccounts live;
  private final StaffNames documentNames = new StaffNames();
  private volatile @Nullable Thread looking;

  private AccountsInForce(
      Function<Policy, Accounts> accounts,
      @Nullable StaffDirectory directory,
      @Nullable LiveAccounts live) {
    this.accounts = requireNonNull(accounts, "accounts");
    this.directory = directory;
    this.live = live;
  }

  /** Returns the accounts that a program looks up in a way of its own. */
  static AccountsInForce of(Function<Policy, Accounts> accounts) {
    return new AccountsInForce(accounts, null, null);
  }

  /** Returns the staff of the policy document, and the accounts of a directory. */
  static AccountsInForce of(Optional<StaffDirectory> directory) {
    if (directory.isEmpty()) {
      return of(Policy::staff);
    }
    LiveAccounts live = LiveAccounts.of(directory.get());
    return new AccountsInForce(live::accounts, directory.get(), live);
  }

  Accounts accounts(Policy policy) {
    return accounts.apply(policy);
  }

  Optional<CompiledAccount> find(Policy policy, String staff) {
    return accounts(policy).find(staff);
  }

  /** Returns the account that is meant by what somebody typed: {@link ActiveAccounts#idOf}. */
  Optional<String> idOf(Policy policy, String typed) {
    String name = CharMatcher.whitespace().trimFrom(typed);
    if (!NameSyntax.isId(name)) {
      return Optional.empty();
    }
    if (find(policy, name).isPresent()) {
      return Optional.of(name);
    }
    return only(
        documentNames.of(policy).idIgnoringCase(name),
        live == null ? Optional.empty() : live.idIgnoringCase(name),
        policy);
  }

  /** Returns the account that an identity provider calls so. */
  Optional<String> idKnownAs(Policy policy, String name) {
    Optional<String> ofDocument =
        StaffAccount.isKnownAs(name) ? documentNames.of(policy).idKnownAs(name) : Optional.empty();
    if (NameSyntax.isId(name) && find(policy, name).isPresent()) {
      // An id in the directory takes over no name that the document has given to somebody.
      return policy.account(name).isPresent() || ofDocument.isEmpty()
          ? Optional.of(name)
          : Optional.empty();
    }
    if (!StaffAccount.isKnownAs(name)) {
      return Optional.empty();
    }
    return only(ofDocument, live == null ? Optional.empty() : live.idKnownAs(name), policy);
  }

  /** Of two ids that a name may lead to, the one; an account that the document has is its own. */
  private static Optional<String> only(
      Optional<String> ofDocument, Optional<String> ofDirectory, Policy policy) {
    Optional<String> beside = ofDirectory.filter(id -> policy.account(id).isEmpty());
    if (beside.isEmpty()) {
      return ofDocument;
    }
    return ofDocument.isEmpty() ? beside : Optional.empty();
  }

  /** Returns the accounts with that one as if the assignments that have ended were not there. */
  Accounts withoutEnded(Policy policy, String staff, Instant now) {
    Accounts all = accounts(policy);
    return id ->
        id.equals(staff) ? all.find(id).map(one -> withoutEnded(policy, one, now)) : all.find(id);
  }

  private static CompiledAccount withoutEnded(Policy policy, CompiledAccount one, Instant now) {
    StaffAccount account = one.account();
    List<Assignment> running =
        account.roles().stream()
            .filter(each -> each.until().isEmpty() || now.isBefore(each.until().get()))
            .toList();
    return running.size() == account.roles().size()
        ? one
        : policy.compile(account.withRoles(running));
  }

  /** Decides; an account whose person is an account of somebody else is logged. */
  Decision decide(Policy policy, AccessRequest request) {
    return noticed(policy, request.staff(), policy.decide(accounts(policy), request));
  }

  /** Returns the denial if somebody may not act at all; logs as {@link #decide} does. */
  Optional<Decision> standingDenial(Policy policy, AccessRequest request) {
    return policy
        .standingDenial(accounts(policy), request)
        .map(denial -> noticed(policy, request.staff(), denial));
  }

  private Decision noticed(Policy policy, String staff, Decision decision) {
    if (live != null && decision.reason().code() == ReasonCode.ACCOUNT_UNKNOWN) {
      live.noticeUnknown(policy, staff);
    }
    return decision;
  }

  /** Returns an account that may act from some address at least. */
  Optional<CompiledAccount> findActive(Policy policy, String staff, Instant now) {
    return standingDenial(policy, AccessRequest.of(staff, "").at(now))
            .filter(denial -> denial.reason().code() != ReasonCode.ACCOUNT_NETWORK)
            .isPresent()
        ? Optional.empty()
        : find(policy, staff);
  }

  boolean isActiveFrom(Policy policy, String staff, Optional<IpAddress> from, Instant now) {
    AccessRequest request = AccessRequest.of(staff, "").by(staff, from.orElse(null), now, null);
    return standingDenial(policy, request).isEmpty();
  }

  /**
   * Returns questions about one account; about none if it does not exist. Its person and approvers
   * are looked up among all.
   */
  Questions questionsAbout(Policy policy, String staff) {
    return policy.questions(find(policy, staff).stream().toList(), accounts(policy));
  }

  /** Returns questions about one account, as {@link #find} returned it. */
  Questions questionsAbout(Policy policy, CompiledAccount account) {
    return policy.questions(List.of(account), accounts(policy));
  }

  /** Returns questions about all accounts; those that do not fit the policy are left out. */
  Questions questions(Policy policy) {
    if (isDocumentAlone(policy)) {
      return policy.questions();
    }
    List<CompiledAccount> all = new ArrayList<>();
    policy.document().staff().keySet().forEach(id -> policy.account(id).ifPresent(all::add));
    if (directory == null || live == null) {
      return policy.questions(all, accounts(policy));
    }
    Set<String> unfit = new HashSet<>();
    try (Stream<StaffAccount> others = directory.all()) {
      others
          .filter(account -> policy.account(account.id()).isEmpty())
          .forEach(
              account ->
                  compiledIfFit(live, policy, account)
                      .ifPresentOrElse(all::add, () -> unfit.add(account.id())));
    } catch (DirectoryException out) {
      throw out;
    } catch (RuntimeException failed) {
      throw new DirectoryException("the directory of accounts failed", failed);
    }
    // Nobody can tell whose account it is if that of its person cannot be read; so it is denied.
    all.removeIf(one -> unfit.contains(one.account().personId()));
    return policy.questions(all);
  }

  private boolean isDocumentAlone(Policy policy) {
    return accounts(policy) == policy.staff();
  }

  private static Optional<CompiledAccount> compiledIfFit(
      LiveAccounts live, Policy policy, StaffAccount account) {
    try {
      return live.compiled(policy, account);
    } catch (IllegalArgumentException unfit) {
      log.error("the account {} of the directory does not fit the policy", account.id(), unfit);
      return Optional.empty();
    }
  }

  /**
   * Looks for ids that both the policy and the directory have, and logs them. On a thread of its
   * own, for a directory may take its time, and nobody waits for this.
   */
  void lookForOverridden(Policy policy) {
    if (live == null || policy.document().staff().isEmpty()) {
      return;
    }
    Thread next = new Thread(() -> live.noticeOverridden(policy), "staffgate-directory-look");
    next.setDaemon(true);
    looking = next;
    next.start();
  }

  /** Stops listening to changes of the directory. */
  @Override
  public void close() {
    Thread look = looking;
    if (look != null) {
      look.interrupt();
    }
    if (live != null) {
      live.close();
    }
  }
}
