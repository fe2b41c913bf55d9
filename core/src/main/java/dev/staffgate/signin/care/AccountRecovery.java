package dev.staffgate.signin.care;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.AccountEntries;
import dev.staffgate.accounts.EpochCause;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.CredentialKeeper;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.attempts.StateLines;
import dev.staffgate.signin.care.CareResult.NotDone;
import dev.staffgate.signin.care.CareResult.PasswordRefused;
import dev.staffgate.signin.care.RecoveredAccount.What;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StatePage;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The recovery of an account when nobody can enter any more, by whoever has the program's machine;
 * and its review by a colleague. Safe for any number of threads.
 *
 * <p>It leaves two traces before it changes anything: a record in the audit, and an entry in the
 * state that stays until somebody else has reviewed it.
 */
public final class AccountRecovery {
  /** The time within which the owner has to sign in and to set up a second factor. */
  public static final Duration LASTS = Duration.ofHours(1);

  private static final StateKey PREFIX = StateKey.of("account-recovery");
  private static final String FORMAT = "1";
  private static final int TRIES = 16;
  private static final NotDone NOTHING =
      NotDone.saying("There is nothing to review for this account any more.");
  private static final NotDone OWN =
      NotDone.saying("Somebody else has to review what was done for your account.");
  private static final NotDone NOT_REVIEWED =
      NotDone.saying("What was done for your own account has to be reviewed first.");

  private final SignIn signIn;
  private final CareParts parts;
  private final PasswordRules rules;

  /**
   * Makes an object for a sign-in, whose stores, clock, hasher and audit it shares.
   *
   * @param rules for the new password, which is all that is asked for at the first sign-in
   */
  public AccountRecovery(SignIn signIn, PasswordRules rules, SessionEnder sessions) {
    this.signIn = signIn;
    this.parts = CareParts.of(signIn.keeper(), sessions);
    this.rules = requireNonNull(rules, "rules");
  }

  /**
   * Lets the owner of an account in: with a new password, by which a second factor is set up at the
   * first sign-in, within an hour. The second factor and the recovery codes of before are void, as
   * are links and waits; all sessions are ended.
   *
   * @param staff a staff id; whether there is such an account is asked at the sign-in
   * @param by an id for whoever does it
   * @return password refused, password set, or not done
   */
  public CareResult recover(String staff, char[] password, PasswordOwner owner, String by) {
    CareParts.requireIds(staff, by);
    return parts.guarded(
        () -> {
          List<PasswordProblem> problems = rules.problems(password, owner);
          if (!problems.isEmpty()) {
            return new PasswordRefused(problems);
          }
          letIn(staff, parts.keeper().hash(password), by);
          return new CareResult.PasswordSet(Optional.empty());
        });
  }

  // INVARIANT: both traces are there before anybody can enter by it.
  private void letIn(String staff, Secret hash, String by) {
    CredentialKeeper keeper = parts.keeper();
    Instant now = keeper.now();
    Instant end = now.plus(LASTS);
    keep(new RecoveredAccount(staff, What.RECOVERED, by, now));
    keeper.record(
        parts
            .event(AuditEvent.Type.ACCOUNT_RECOVERED, by, Optional.empty())
            .with("account", staff)
            .with("until", end.toString()));
    AccountEntries.removeAll(keeper.state(), staff);
    parts.endAll(staff, EpochCause.SECOND_FACTOR_RESET);
    boolean unused =
        keeper.change(
            staff,
            next -> Optional.of(next.withoutSecondFactor().withPassword(hash, Optional.of(end))));
    parts.endAll(staff, EpochCause.SECOND_FACTOR_RESET);
    keeper.forgetPlaces(staff);
    signIn.forgive(staff);
    keeper.notice(staff, OwnerNotice.Kind.RECOVERED_OFFLINE);
  }

  /**
   * Keeps a trace of what is about to be done to an account by the machine, until somebody has
   * reviewed it.
   *
   * @throws StateStoreException if it is not known whether it is kept
   */
  public void trace(String staff, What what, String by) {
    CareParts.requireIds(staff, by);
    keep(new RecoveredAccount(staff, what, by, parts.keeper().now()));
  }

  private void keep(RecoveredAccount one) {
    StateStore state = parts.keeper().state();
    for (int i = 0; i < TRIES; i++) {
      // Of each thing that was done there is an entry, so that none hides another.
      Instant at = one.at().plusMillis(i);
      StateKey key = key(one.staff(), at);
      if (state.compareAndSet(StateWrite.create(key, valueOf(one, at)).durably()).isPresent()) {
        return;
      }
    }
    throw new StateStoreException(
        Kind.BUSY,
        true,
        "too much was done to " + one.staff() + " by the machine at the same moment",
        null);
  }

  private static StateValue valueOf(RecoveredAccount one, Instant at) {
    return StateValue.ofText(
        "recovered %s\naccount %s %s %s %s\n"
            .formatted(
                FORMAT, one.staff(), one.what(), one.by(), StateLines.text(Optional.of(at))));
  }

  /**
   * Returns what was done by the machine and not reviewed yet, the newest first.
   *
   * @throws StateStoreException if the store does not answer, or what it has is damaged
   */
  public List<RecoveredAccount> unreviewed() {
    return entries(PREFIX).stream()
        .map(AccountRecovery::read)
        .sorted(Comparator.comparing(RecoveredAccount::at).reversed())
        .toList();
  }

  private static RecoveredAccount read(StateEntry entry) {
    return StateLines.read(
        entry,
        lines -> {
          lines.requireFormat("recovered", FORMAT);
          return lines.line(
              "account",
              one ->
                  new RecoveredAccount(
                      one.text(),
                      What.valueOf(one.text()),
                      one.text(),
                      one.instant().orElseThrow()));
        });
  }

  /**
   * Ends the notice of one thing that was done, once somebody has looked into it: {@code
   * staff.reset-second-factor}. Whose account it is cannot do so, nor can anybody of whom there is
   * a notice, too: who has the machine makes no reviewer there.
   *
   * @param at {@link RecoveredAccount#at}
   * @return done, or not done
   */
  public CareResult review(String staff, Instant at, String by, Optional<IpAddress> from) {
    CareParts.requireIds(staff, by);
    return parts.guarded(
        () -> {
          if (staff.equals(by)) {
            return OWN;
          }
          if (!entries(StateKey.of(PREFIX.text(), by)).isEmpty()) {
            return NOT_REVIEWED;
          }
          List<StateEntry> those =
              entries(StateKey.of(PREFIX.text(), staff)).stream()
                  .filter(entry -> read(entry).at().equals(at.truncatedTo(ChronoUnit.MILLIS)))
                  .toList();
          boolean done = !those.isEmpty();
          for (StateEntry entry : those) {
            record(read(entry), by, from);
            done &=
                parts
                    .keeper()
                    .state()
                    .compareAndSet(StateWrite.remove(entry).durably())
                    .isPresent();
          }
          return done ? new CareResult.Done() : NOTHING;
        });
  }

  private void record(RecoveredAccount one, String by, Optional<IpAddress> from) {
    parts
        .keeper()
        .record(
            parts
                .event(AuditEvent.Type.RECOVERY_REVIEWED, by, from)
                .with("account", one.staff())
                .with("what", one.what().name())
                .with("done-by", one.by())
                .with("done-at", one.at().toString()));
  }

  private List<StateEntry> entries(StateKey prefix) {
    List<StateEntry> all = new ArrayList<>();
    StateStore state = parts.keeper().state();
    StatePage page = state.scan(prefix, Optional.empty(), StateStore.MAX_PAGE);
    all.addAll(page.entries());
    while (page.next().isPresent()) {
      page = state.scan(prefix, page.next(), StateStore.MAX_PAGE);
      all.addAll(page.entries());
    }
    return all;
  }

  private static StateKey key(String staff, Instant at) {
    return StateKey.of(PREFIX.text(), staff, Long.toString(at.toEpochMilli()));
  }
}
