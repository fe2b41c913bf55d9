package dev.staffgate.accounts;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.SeparationBreach;
import dev.staffgate.model.Permission;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accounts in memory, over a policy: changed one by one while others are asked about, and decided
 * by whatever policy is in force.
 *
 * <p>Safe for any number of threads. A decision takes no lock, sees one version of the policy and
 * each account as it is at that moment; what changed before it is asked, counts. Changing, adding
 * or removing an account costs the same however many there are. A new policy is looked at before it
 * is in force, account by account, while decisions go on by the old one; that makes the accounts
 * ready for it as well.
 *
 * <p>An account that would break a rule of {@code separate} within an account is refused, and so is
 * a policy under which one that is here would: policy reference, section 4. An account of the
 * policy document counts before one of the same id here.
 */
public final class AccountTable implements StaffDirectory {
  private static final int MAX_BREACHES = 100;

  private final Map<String, AccountHandle> handles = new ConcurrentHashMap<>();
  private final AccountNameIndex names = new AccountNameIndex();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final Object changing = new Object();
  private final UnknownRoleNotice unknownRoles = new UnknownRoleNotice();
  private final PersonNotice persons = new PersonNotice();
  private final OverriddenNotice overridden = new OverriddenNotice();

  // Written while `changing` is held.
  private volatile View view;
  private @Nullable Set<String> changedMeanwhile;

  /** Makes a table without accounts. */
  public AccountTable(Policy policy) {
    this.view = new View(policy, handles);
  }

  /** The accounts as one policy sees them: its own staff, then the accounts of the table. */
  private record View(Policy policy, Map<String, AccountHandle> handles) implements Accounts {
    @Override
    public Optional<CompiledAccount> find(String staff) {
      return Optional.ofNullable(findOrNull(staff));
    }

    @Nullable CompiledAccount findOrNull(String staff) {
      AccountHandle kept = handles.get(staff);
      CompiledAccount compiled = kept == null ? null : kept.compiledFor(policy);
      return compiled == null ? policy.account(staff).orElse(null) : compiled;
    }
  }

  /** Returns the policy in force. */
  public Policy policy() {
    return view.policy;
  }

  /** Returns the accounts as this policy sees them. */
  public Accounts accounts(Policy policy) {
    return new View(policy, handles);
  }

  /**
   * Adds an account, or replaces the one of its id; counts from the next decision on.
   *
   * @throws SeparationException if it would break a rule within an account; nothing is changed
   * @throws AccountNameTakenException if another account of the table has its id in another letter
   *     case, or is known as one of its names; nothing is changed
   * @throws IllegalArgumentException if it names a network that the policy does not define, or has
   *     no id; nothing is changed
   */
  public void put(StaffAccount account) {
    checkArgument(!account.isWithoutId(), "an account of a directory has an id");
    synchronized (changing) {
      names.requireFree(account);
      Policy policy = view.policy;
      List<SeparationBreach> breaches = policy.breaches(account);
      if (!breaches.isEmpty()) {
        throw new SeparationException(breaches);
      }
      CompiledAccount compiled = policy.compile(account);
      unknownRoles.about(policy.document(), account);
      overridden.about(policy, account.id());
      AccountHandle known = handles.get(account.id());
      AccountHandle handle = known == null ? new AccountHandle(this, account.id()) : known;
      names.replace(account, handle.account());
      handle.put(compiled, policy);
      if (known == null) {
        handles.put(account.id(), handle);
      }
      changed(account.id());
    }
    notifyListeners(account.id());
  }

  /** Removes an account, from the next decision on; returns whether there was one. */
  @CanIgnoreReturnValue
  public boolean remove(String staff) {
    synchronized (changing) {
      AccountHandle known = handles.remove(staff);
      if (known == null) {
        return false;
      }
      names.remove(known.account());
      known.remove();
      changed(staff);
    }
    notifyListeners(staff);
    return true;
  }

  private void changed(String staff) {
    if (changedMeanwhile != null) {
      changedMeanwhile.add(staff);
    }
  }

  private void notifyListeners(String staff) {
    listeners.forEach(listener -> listener.accept(staff));
  }

  /**
   * Puts another policy in force, for all accounts at once. One at a time: a second call waits.
   *
   * @throws SeparationException if an account that is here would break a rule within an account
   *     under it; the policy before stays in force
   * @throws IllegalArgumentException if an account that is here names a network that it does not
   *     define; likewise
   */
  public void policy(Policy next) {
    synchronized (handles) {
      synchronized (changing) {
        changedMeanwhile = new HashSet<>();
      }
      List<PreparedAccount> prepared = new ArrayList<>();
      try {
        prepare(next, handles.values().stream(), prepared);
        synchronized (changing) {
          Set<String> changed = requireNonNull(changedMeanwhile);
          prepare(next, changed.stream().map(handles::get).filter(Objects::nonNull), prepared);
          view = new View(next, handles);
        }
      } finally {
        synchronized (changing) {
          changedMeanwhile = null;
        }
      }
      prepared.forEach(
          one -> {
            one.handle.publishIfUnchanged(one.account, next);
            overridden.about(next, one.handle.id());
          });
    }
  }

  /** An account, compiled for a policy that is about to come into force. */
  private record PreparedAccount(AccountHandle handle, CompiledAccount account) {}

  private static void prepare(
      Policy next, Stream<AccountHandle> handles, List<PreparedAccount> prepared) {
    List<SeparationBreach> breaches = new ArrayList<>();
    handles.forEach(
        handle -> {
          StaffAccount account = handle.account();
          if (account != null && breaches.size() < MAX_BREACHES) {
            breaches.addAll(next.breaches(account));
            prepared.add(
                new PreparedAccount(handle, next.compile(account))); // throws if it does not fit
          }
        });
    if (!breaches.isEmpty()) {
      throw new SeparationException(breaches);
    }
  }

  /** Looks an account up, to be asked about again and again; it need not be there yet. */
  public AccountHandle handle(String staff) {
    AccountHandle known = handles.get(staff);
    return known == null ? new AccountHandle(this, staff) : known;
  }

  /**
   * Decides, for an account of the policy or of this table.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue, and the account may act at all
   */
  public Decision decide(AccessRequest request) {
    View now = view;
    try {
      CompiledAccount account = now.findOrNull(request.staff());
      return account == null
          ? now.policy.decide(now, request)
          : noticed(now, account, now.policy.decide(account, now, request));
    } catch (IllegalArgumentException unfit) {
      return retryUnderNewPolicy(now, unfit, () -> decide(request));
    }
  }

  /**
   * Decides about a permission alone.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException as {@link #decide(AccessRequest)}
   */
  public Decision decide(String staff, Permission permission) {
    View now = view;
    try {
      CompiledAccount account = now.findOrNull(staff);
      return account == null
          ? now.policy.decide(staff, permission)
          : noticed(now, account, now.policy.decide(account, now, permission));
    } catch (IllegalArgumentException unfit) {
      return retryUnderNewPolicy(now, unfit, () -> decide(staff, permission));
    }
  }

  // Few accounts name a person, so that the many are decided without a look at the answer.
  private Decision noticed(View now, CompiledAccount account, Decision decision) {
    if (account.mayBelongToNobody() && decision.reason().code() == ReasonCode.ACCOUNT_UNKNOWN) {
      persons.about(now, account.account().id());
    }
    return decision;
  }

  /** Logs once why an account that is here counts as unknown, under a policy. */
  void noticeUnknown(Policy policy, String staff) {
    persons.about(accounts(policy), staff);
  }

  /**
   * Asks again. An account that was put after a new policy came into force, be it the requester's,
   * their person's or an approver's, need not fit the one before, which a decision that began
   * earlier still has.
   */
  @SuppressWarnings("ReferenceEquality")
  private Decision retryUnderNewPolicy(
      View asked, IllegalArgumentException unfit, Supplier<Decision> again) {
    if (view == asked) {
      throw unfit;
    }
    return again.get();
  }

  /**
   * Decides about a permission alone, for an account that was looked up before.
   *
   * @throws IllegalArgumentException if it was looked up in another table
   * @throws dev.staffgate.decision.UnknownPermissionException as {@link #decide(AccessRequest)}
   */
  public Decision decide(AccountHandle handle, Permission permission) {
    if (!handle.isOf(this)) {
      throw new IllegalArgumentException("the account was looked up in another table");
    }
    View now = view;
    try {
      CompiledAccount account = handle.compiledFor(now.policy);
      return account == null
          ? decide(handle.id(), permission)
          : noticed(now, account, now.policy.decide(account, now, permission));
    } catch (IllegalArgumentException unfit) {
      return retryUnderNewPolicy(now, unfit, () -> decide(handle, permission));
    }
  }

  /**
   * Decides each of these requests by itself, all by one version of the policy.
   *
   * @return as many answers as there are requests, in their order
   * @throws dev.staffgate.decision.UnknownPermissionException as {@link #decide(AccessRequest)};
   *     then nothing is answered
   */
  public List<Decision> decideAll(List<AccessRequest> requests) {
    View now = view;
    return requests.stream()
        .map(
            request -> {
              CompiledAccount account = now.findOrNull(request.staff());
              return account == null
                  ? now.policy.decide(now, request)
                  : noticed(now, account, now.policy.decide(account, now, request));
            })
        .toList();
  }

  @Override
  public Optional<StaffAccount> find(String staff) {
    return Optional.ofNullable(handles.get(staff)).map(AccountHandle::account);
  }

  @Override
  public Optional<StaffAccount> findIgnoringCase(String typed) {
    return names.idIgnoringCase(typed).flatMap(this::find);
  }

  @Override
  public Optional<StaffAccount> findKnownAs(String name) {
    return names
        .idKnownAs(name)
        .flatMap(this::find)
        .filter(account -> account.knownAs().contains(name)); // if it still is
  }

  @Override
  public Stream<StaffAccount> all() {
    return handles.values().stream()
        .map(AccountHandle::account)
        .<StaffAccount>mapMulti(this::ifThere);
  }

  private void ifThere(@Nullable StaffAccount account, Consumer<StaffAccount> sink) {
    if (account != null) {
      sink.accept(account);
    }
  }

  @Override
  public Watch watch(Consumer<String> changed) {
    listeners.add(changed);
    return () -> listeners.remove(changed);
  }
}
