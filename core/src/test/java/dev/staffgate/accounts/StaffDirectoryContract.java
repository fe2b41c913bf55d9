package dev.staffgate.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every {@link StaffDirectory} whose accounts can be changed. */
public abstract class StaffDirectoryContract {
  protected static final StaffAccount WHOLE =
      StaffAccount.of("Ann.B@x-1_y")
          .withName("Ann \u202eB\u202c 'x'; DROP TABLE staffgate_account; -- \ud83d\ude42")
          .withEmail("ann@example.com")
          .withKnownAs("auth0|77b1e9", "Zoe%'\"\\")
          .withPerson("ann")
          .withRoles(
              Assignment.of("billing"),
              new Assignment(
                  NameRef.of("night"),
                  Optional.of(Instant.parse("2026-01-01T00:00:00.123456789Z")),
                  Optional.of(Instant.MAX),
                  Optional.of("carol"),
                  Optional.of("stands in")),
              Assignment.of("billing"))
          .withNetworks(
              new NetworkTerm.Named(NameRef.of("office")),
              new NetworkTerm.Addresses(IpRange.parse("198.51.100.16-198.51.100.30"), Place.NONE),
              new NetworkTerm.Addresses(IpRange.parse("2001:db8::/32"), Place.NONE))
          .withAssigned("customer", "4711", "4712", "' OR 1=1")
          .withAssigned("ticket")
          .withAttribute("team", "night")
          .withAttribute("desk", "")
          .withDisabled(true);

  /** Returns a directory without accounts, under whose policy {@link #WHOLE} can be. */
  protected abstract StaffDirectory directory();

  /** Puts an account into the directory under test. */
  protected abstract void put(StaffAccount account);

  /** Removes one. */
  protected abstract boolean remove(String staff);

  @Test
  public void put_ofAWholeAccount_isFoundAsItWas() {
    put(WHOLE);

    assertThat(directory().find(WHOLE.id())).contains(WHOLE);
    assertThat(all()).containsExactly(WHOLE);
  }

  @Test
  public void put_ofTheSameId_replacesIt() {
    put(WHOLE);
    StaffAccount next = StaffAccount.of(WHOLE.id(), "support").withKnownAs("other").withNetworks();
    put(next);

    assertThat(directory().find(WHOLE.id())).contains(next);
    assertThat(directory().findKnownAs("auth0|77b1e9")).isEmpty();
    assertThat(directory().findKnownAs("other")).contains(next);
    assertThat(all()).containsExactly(next);
  }

  @Test
  public void remove_takesTheAccountAndItsNames() {
    put(WHOLE);

    assertThat(remove(WHOLE.id())).isTrue();
    assertThat(remove(WHOLE.id())).isFalse();
    assertThat(directory().find(WHOLE.id())).isEmpty();
    assertThat(directory().findIgnoringCase(WHOLE.id())).isEmpty();
    assertThat(directory().findKnownAs("auth0|77b1e9")).isEmpty();
    put(StaffAccount.of(WHOLE.id().toUpperCase(Locale.ROOT)).withKnownAs("AUTH0|77b1e9"));
    assertThat(all()).hasSize(1);
  }

  @Test
  public void find_isByTheExactId_andIgnoringCaseByAny() {
    put(StaffAccount.of("Alice"));

    assertThat(directory().find("alice")).isEmpty();
    assertThat(directory().findIgnoringCase("aLICE")).contains(StaffAccount.of("Alice"));
    assertThat(directory().findIgnoringCase("Alice")).contains(StaffAccount.of("Alice"));
    assertThat(directory().findIgnoringCase("alic")).isEmpty();
    assertThat(directory().findIgnoringCase("al\u0131ce")).as("a dotless i").isEmpty();
  }

  @Test
  public void findKnownAs_isByTheExactName() {
    put(StaffAccount.of("bob").withKnownAs("auth0|AbC"));

    assertThat(directory().findKnownAs("auth0|AbC").map(StaffAccount::id)).contains("bob");
    assertThat(directory().findKnownAs("auth0|abc")).isEmpty();
    assertThat(directory().findKnownAs("bob")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("nastyTexts")
  public void find_ofATextThatIsNoName_findsNothing(String text) {
    put(StaffAccount.of("alice"));

    assertThat(directory().find(text)).isEmpty();
    assertThat(directory().findIgnoringCase(text)).isEmpty();
    assertThat(directory().findKnownAs(text)).isEmpty();
    assertThat(remove(text)).isFalse();
    assertThat(all()).hasSize(1);
  }

  static Stream<String> nastyTexts() {
    return Stream.of(
        "",
        " ",
        "alice ",
        "alice\u0000",
        "' OR '1'='1",
        "alice'--",
        "al%",
        "a_ice",
        "\u202ealice",
        "\ud800",
        "assigned",
        "x".repeat(1 << 20));
  }

  @Test
  public void put_ofAnIdThatDiffersInLetterCase_isRefused() {
    put(StaffAccount.of("alice", "support"));

    assertThatThrownBy(() -> put(StaffAccount.of("ALICE", "billing")))
        .isInstanceOf(AccountNameTakenException.class)
        .hasMessageContaining("ALICE differs from the account alice in letter case alone");
    assertThat(all()).containsExactly(StaffAccount.of("alice", "support"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth0|1", "AUTH0|1", "alice", "Alice"})
  public void put_ofANameThatLeadsToAnother_isRefused(String name) {
    put(StaffAccount.of("alice").withKnownAs("auth0|1"));

    assertThatThrownBy(() -> put(StaffAccount.of("bob").withKnownAs("ok", name)))
        .isInstanceOf(AccountNameTakenException.class)
        .hasMessageContaining("bob cannot answer to `" + name + "`, as the account alice does");
    assertThat(directory().find("bob")).isEmpty();
    assertThat(directory().findKnownAs("ok")).isEmpty();
  }

  @Test
  public void put_ofAnIdThatAnotherIsKnownAs_isRefused() {
    put(StaffAccount.of("alice").withKnownAs("Bob"));

    assertThatThrownBy(() -> put(StaffAccount.of("bob")))
        .isInstanceOf(AccountNameTakenException.class)
        .hasMessageContaining("bob cannot answer to `bob`");
  }

  @Test
  public void put_ofTheOwnNamesAgain_isFine() {
    StaffAccount alice = StaffAccount.of("alice").withKnownAs("alice", "auth0|1");
    put(alice);
    put(alice.withKnownAs("auth0|1", "alice"));

    assertThat(directory().findKnownAs("alice").map(StaffAccount::id)).contains("alice");
  }

  @Test
  public void put_ofAnAccountWithoutId_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> put(StaffAccount.withoutId(List.of(), Map.of())));
  }

  @Test
  public void watch_isToldOfEachChangeAfterItUntilItIsClosed() {
    List<String> told = new ArrayList<>();
    StaffDirectory.Watch second = directory().watch(told::add);
    try (StaffDirectory.Watch first =
        directory().watch(id -> told.add(id + directory().find(id).isPresent()))) {
      put(StaffAccount.of("alice"));
      assertThat(remove("alice")).isTrue();
      assertThat(remove("alice")).isFalse();
      second.close();
      put(StaffAccount.of("bob"));
      assertThat(first).isNotNull();
    }
    put(StaffAccount.of("carol"));

    assertThat(told).containsExactly("alice", "alicetrue", "alice", "alicefalse", "bobtrue");
  }

  @Test
  public void all_ofManyAccounts_hasEachOnce() {
    List<String> ids = IntStream.range(0, 450).mapToObj(i -> "u" + i).toList();
    ids.forEach(id -> put(StaffAccount.of(id, "support").withAttribute("n", id)));

    assertThat(all())
        .extracting(StaffAccount::id)
        .containsExactlyInAnyOrderElementsOf(ids)
        .doesNotHaveDuplicates();
    assertThat(all()).allMatch(one -> one.id().equals(one.attribute("n")));
  }

  private List<StaffAccount> all() {
    try (Stream<StaffAccount> all = directory().all()) {
      return all.toList();
    }
  }
}
