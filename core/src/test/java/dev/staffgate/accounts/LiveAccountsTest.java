package dev.staffgate.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpRange;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept of a directory, for how long, and what happens when it is out. */
class LiveAccountsTest {
  private static final Policy POLICY =
      Policy.of(
          PolicyDocument.builder().staff(StaffAccount.of("own", Role.FULL_ADMINISTRATOR)).build());

  private final FakeDirectory directory = new FakeDirectory();
  private final AtomicLong nanos = new AtomicLong();
  private final LiveAccounts live = LiveAccounts.of(directory, Duration.ofSeconds(5), nanos::get);

  private static final class FakeDirectory implements StaffDirectory {
    private final Map<String, StaffAccount> accounts = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private boolean out;

    @Override
    public Optional<StaffAccount> find(String staff) {
      asked.add(staff);
      if (out) {
        throw new IllegalStateException("no connection");
      }
      return Optional.ofNullable(accounts.get(staff));
    }

    @Override
    public Stream<StaffAccount> all() {
      return accounts.values().stream();
    }

    @Override
    public Watch watch(Consumer<String> changed) {
      listeners.add(changed);
      return () -> listeners.remove(changed);
    }
  }

  private boolean mayView(String staff) {
    return POLICY.decide(live.accounts(POLICY), AccessRequest.of(staff, "ticket.view")).permitted();
  }

  private void put(StaffAccount account) {
    directory.accounts.put(account.id(), account);
  }

  @Test
  void account_foundOnce_isKeptUntilItIsTooOld() {
    put(StaffAccount.of("ann", Role.FULL_ADMINISTRATOR));
    assertThat(mayView("ann")).isTrue();
    put(StaffAccount.of("ann"));

    nanos.set(Duration.ofSeconds(5).toNanos() - 1);
    assertThat(mayView("ann")).isTrue();
    nanos.set(Duration.ofSeconds(5).toNanos());
    assertThat(mayView("ann")).isFalse();
    assertThat(directory.asked).containsExactly("ann", "ann");
  }

  @Test
  void change_thatTheDirectoryTells_countsAtOnce() {
    assertThat(mayView("ann")).isFalse();
    put(StaffAccount.of("ann", Role.FULL_ADMINISTRATOR));
    directory.listeners.forEach(listener -> listener.accept("ann"));

    assertThat(mayView("ann")).isTrue();
  }

  @Test
  void directory_thatIsOut_isAnExceptionAndNeverKept() {
    directory.out = true;
    assertThatThrownBy(() -> mayView("ann")).isInstanceOf(DirectoryException.class);

    directory.out = false;
    put(StaffAccount.of("ann", Role.FULL_ADMINISTRATOR));
    assertThat(mayView("ann")).isTrue();
  }

  @Test
  void account_thatIsKept_outlivesTheDirectoryNoLongerThanItsAge() {
    put(StaffAccount.of("ann", Role.FULL_ADMINISTRATOR));
    assertThat(mayView("ann")).isTrue();
    directory.out = true;

    assertThat(mayView("ann")).isTrue();
    nanos.set(Duration.ofSeconds(5).toNanos());
    assertThatThrownBy(() -> mayView("ann")).isInstanceOf(DirectoryException.class);
  }

  @Test
  void account_ofThePolicy_isDecidedWithoutTheDirectory() {
    directory.out = true;

    assertThat(mayView("own")).isTrue();
    assertThat(directory.asked).isEmpty();
  }

  @Test
  void directory_thatFindsAnotherId_hasFoundNobody() {
    directory.accounts.put("Ann", StaffAccount.of("ann", Role.FULL_ADMINISTRATOR));

    assertThat(mayView("Ann")).isFalse();
  }

  @Test
  void id_thatIsNone_isNotAskedFor() {
    assertThat(mayView("")).isFalse();
    assertThat(mayView("x".repeat(10_000))).isFalse();
    assertThat(mayView("аnn")).isFalse(); // begins with a Cyrillic letter
    assertThat(directory.asked).isEmpty();
  }

  @Test
  void account_keptOverAReload_isDecidedByTheNewPolicy() {
    put(StaffAccount.of("ann", "desk"));
    assertThat(mayView("ann")).isFalse();
    Policy next =
        Policy.of(
            PolicyDocument.builder()
                .role(
                    new Role(
                        "desk",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(Grant.of("ticket.view")),
                        List.of(),
                        Place.NONE))
                .build());

    assertThat(next.decide(live.accounts(next), AccessRequest.of("ann", "ticket.view")).permitted())
        .isTrue();
    assertThat(directory.asked).containsExactly("ann");
  }

  @Test
  void table_withAnAccountThatTheOlderPolicyCannotHave_doesNotAnswerForThat() {
    NetworkDefinition office =
        new NetworkDefinition(
            "office",
            List.of(new NetworkTerm.Addresses(IpRange.parse("203.0.113.7"), Place.NONE)),
            Place.NONE);
    AccountTable table =
        new AccountTable(Policy.of(PolicyDocument.builder().network(office).build()));
    table.put(
        new StaffAccount(
            "ann",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.of(List.of(new NetworkTerm.Named(NameRef.of("office")))),
            Map.of(),
            Map.of(),
            false,
            Place.NONE));
    try (LiveAccounts accounts = LiveAccounts.of(table)) {
      assertThat(accounts.accounts(table.policy()).find("ann")).isPresent();
      assertThatThrownBy(() -> accounts.accounts(POLICY).find("ann"))
          .isInstanceOf(DirectoryException.class);
    }
  }

  @Test
  void close_always_stopsWatching() {
    live.close();

    assertThat(directory.listeners).isEmpty();
  }

  @Test
  void age_outOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveAccounts.of(directory, Duration.ofMinutes(61)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LiveAccounts.of(directory, Duration.ofNanos(-1)));
  }

  @Test
  void account_thatIsListed_isMadeReadyOnce() {
    StaffAccount ann = StaffAccount.of("ann", Role.FULL_ADMINISTRATOR);
    put(ann);
    CompiledAccount decided = live.accounts(POLICY).find("ann").orElseThrow();

    assertThat(live.compiled(POLICY, ann)).get().isSameAs(decided);
    StaffAccount changed = StaffAccount.of("ann");
    assertThat(live.compiled(POLICY, changed).orElseThrow().account()).isSameAs(changed);
    assertThat(live.accounts(POLICY).find("ann").orElseThrow().account())
        .as("a list puts nothing in place of what was kept")
        .isSameAs(ann);
    Policy other = Policy.of(PolicyDocument.builder().build());
    assertThat(live.compiled(other, ann).orElseThrow().isOf(other)).isTrue();
  }

  @Test
  void account_thatATableLists_isReadyThere() {
    AccountTable table = new AccountTable(POLICY);
    StaffAccount ann = StaffAccount.of("ann", Role.FULL_ADMINISTRATOR);
    table.put(ann);
    try (LiveAccounts ofTable = LiveAccounts.of(table)) {
      assertThat(ofTable.compiled(POLICY, ann))
          .get()
          .isSameAs(table.accounts(POLICY).find("ann").orElseThrow());
      table.remove("ann");
      assertThat(ofTable.compiled(POLICY, ann)).isEmpty();
    }
  }

  @Test
  void ids_thatThePolicyHasToo_areAskedOfTheDirectoryToBeTold() {
    put(StaffAccount.of("own"));
    live.noticeOverridden(POLICY);
    assertThat(directory.asked).containsExactly("own");

    directory.out = true;
    nanos.set(Duration.ofSeconds(9).toNanos());
    live.noticeOverridden(POLICY); // nobody needs the answer
    assertThat(directory.asked).containsExactly("own", "own");
  }
}
