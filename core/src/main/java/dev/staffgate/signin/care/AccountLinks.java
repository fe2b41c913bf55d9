package dev.staffgate.signin.care;

import dev.staffgate.accounts.AccountEntries;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.CredentialKeeper;
import dev.staffgate.signin.attempts.StateLines;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateVersion;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The links that are live, in the state store: at most one for each account and kind. Thread-safe.
 *
 * <p>Two entries make a link. One, by the fingerprint of its token, says what it is. The other, by
 * account and kind, names the one fingerprint that counts; a newer link is written over it, and so
 * is the claim of one. So one compare-and-set decides.
 */
final class AccountLinks {
  static final Duration LASTS = Duration.ofDays(3);

  private static final int TRIES = 16;
  private static final String FORMAT = "1";
  private static final String NONE = "-";

  /** The value of a pointer to no link: the last one was claimed. */
  private static final StateValue CLAIMED = namedValue(NONE);

  private final RandomTokens tokens = new RandomTokens();
  private final CredentialKeeper keeper;
  private final StateStore state;

  /**
   * A link that counts.
   *
   * @param pointer the entry that names it
   */
  record Live(AccountLink link, StateEntry pointer) {}

  AccountLinks(CredentialKeeper keeper) {
    this.keeper = keeper;
    this.state = keeper.state();
  }

  /** Makes a link, and voids the one of before. */
  CareResult.LinkMade make(AccountLink.Kind kind, String staff, String by) {
    Secret token = Secret.of(tokens.newToken());
    String fingerprint = RandomTokens.fingerprint(token);
    Instant end = keeper.now().plus(LASTS).truncatedTo(ChronoUnit.MILLIS);
    AccountLink link = new AccountLink(kind, staff, by, end);
    StateWrite write =
        StateWrite.create(key(fingerprint), StateValue.ofText(toText(link))).expiringAt(end);
    if (state.compareAndSet(write.durably()).isEmpty()) {
      throw new IllegalStateException("a new token is in use");
    }
    name(link, fingerprint);
    return new CareResult.LinkMade(link, token);
  }

  private void name(AccountLink link, String fingerprint) {
    StateKey key = pointer(link.kind(), link.staff());
    StateValue value = namedValue(fingerprint);
    for (int i = 0; i < TRIES; i++) {
      StateWrite write =
          state
              .get(key)
              .map(before -> StateWrite.replace(before, value))
              .orElseGet(() -> StateWrite.create(key, value))
              .expiringAt(link.expiresAt());
      if (state.compareAndSet(write.durably()).isPresent()) {
        return;
      }
    }
    throw busy(key);
  }

  /** Voids the links of an account. */
  void voidAll(String staff) {
    AccountEntries.removeLinks(state, staff);
  }

  private static StateStoreException busy(StateKey key) {
    return new StateStoreException(
        Kind.BUSY, false, "the entry " + key + " of the state store changes without end", null);
  }

  /** Finds the link that a token opens, and changes nothing. */
  Optional<Live> find(Secret token) {
    String text = token.revealToUse();
    if (!RandomTokens.isToken(text)) {
      return Optional.empty();
    }
    String fingerprint = RandomTokens.fingerprint(text);
    Optional<AccountLink> link =
        state
            .get(key(fingerprint))
            .filter(this::isBelieved)
            .map(entry -> read(entry, entry.expiresAt().orElseThrow()));
    return link.flatMap(
        one ->
            state
                .get(pointer(one.kind(), one.staff()))
                .filter(this::isBelieved)
                .filter(entry -> StateLines.read(entry, AccountLinks::named).equals(fingerprint))
                .map(entry -> new Live(one, entry)));
  }

  /** Returns whether an entry ends within the time of a link; if not, a clock was wrong. */
  private boolean isBelieved(StateEntry entry) {
    Instant latest = keeper.now().plus(LASTS);
    return entry.expiresAt().filter(end -> !end.isAfter(latest)).isPresent();
  }

  /** Claims a link; returns the claim of the one who did, whoever else tries at the same time. */
  Optional<StateVersion> claim(Live live) {
    StateWrite write =
        StateWrite.replace(live.pointer(), CLAIMED).expiringAt(live.link().expiresAt());
    return state.compareAndSet(write.durably());
  }

  /**
   * Gives a claimed link back, unless the claim is not the last thing that happened to the links of
   * its kind: a newer one was made, or all were voided.
   */
  void giveBack(Live live, StateVersion claim) {
    StateKey key = live.pointer().key();
    state
        .get(key)
        .filter(entry -> entry.version().equals(claim))
        .ifPresent(
            entry -> {
              StateWrite write =
                  StateWrite.replace(entry, live.pointer().value())
                      .expiringAt(live.link().expiresAt());
              boolean unused = state.compareAndSet(write.durably()).isPresent();
            });
  }

  private static StateValue namedValue(String fingerprint) {
    return StateValue.ofText("live " + FORMAT + "\nlink " + fingerprint + "\n");
  }

  private static StateKey key(String fingerprint) {
    return StateKey.of("account-link", fingerprint);
  }

  private static StateKey pointer(AccountLink.Kind kind, String staff) {
    return AccountEntries.link(staff, kind.text());
  }

  private static String toText(AccountLink link) {
    return "link %s\nfor %s %s %s\n"
        .formatted(FORMAT, link.kind().name(), link.staff(), RandomTokens.toField(link.by()));
  }

  private static AccountLink read(StateEntry entry, Instant end) {
    return StateLines.read(
        entry,
        lines -> {
          lines.requireFormat("link", FORMAT);
          return lines.line(
              "for",
              one ->
                  new AccountLink(
                      AccountLink.Kind.valueOf(one.text()),
                      one.text(),
                      RandomTokens.ofField(one.text()),
                      end));
        });
  }

  private static String named(StateLines lines) {
    lines.requireFormat("live", FORMAT);
    return lines.line("link", StateLines.Fields::text);
  }
}
