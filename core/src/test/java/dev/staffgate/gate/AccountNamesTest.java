package dev.staffgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which account is meant by what somebody typed, and by what an identity provider says. */
class AccountNamesTest {
  private static final String POLICY =
      """
      staffgate: 1
      staff:
        Alice: { known-as: ["auth0|Alice"] }
        ben: { known-as: ["ben.smith", "shared|1"], disabled: true }
        dora: {}
      """;

  private final Map<String, StaffAccount> kept = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private Consumer<String> changed = any -> {};
  private boolean out;

  /** The directories that there are: one that looks nothing up but ids, and the table. */
  enum Kind {
    PLAIN,
    TABLE
  }

  /** A directory that looks through all for a name. */
  private final class PlainDirectory implements StaffDirectory {
    @Override
    public Optional<StaffAccount> find(String staff) {
      ask(staff);
      return Optional.ofNullable(kept.get(staff));
    }

    @Override
    public Stream<StaffAccount> all() {
      ask("all");
      return kept.values().stream();
    }

    private void ask(String question) {
      asked.add(question);
      if (out) {
        throw new DirectoryException("no connection", null);
      }
    }

    @Override
    public Watch watch(Consumer<String> listener) {
      changed = listener;
      return () -> {};
    }
  }

  private static PolicySource policy() {
    return PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY));
  }

  private Staffgate staffgate(Kind kind, StaffAccount... accounts) {
    StaffDirectory directory = new PlainDirectory();
    if (kind == Kind.TABLE) {
      AccountTable table = new AccountTable(policy().current());
      List.of(accounts).forEach(table::put);
      directory = table;
    }
    List.of(accounts).forEach(one -> kept.put(one.id(), one));
    return Staffgate.builder().policy(policy()).directory(directory).audit(event -> {}).build();
  }

  @ParameterizedTest
  @CsvSource({
    "Alice, Alice",
    "alice, Alice",
    "' ALICE\t', Alice",
    "Ben, ben",
    "carl, Carl",
    "'\u00a0CARL\n', Carl",
    "DORA, dora",
    "eve,",
    "al\u0131ce,",
    "auth0|Alice,",
    "ali ce,",
    "assigned,"
  })
  void idOf_whatWasTyped_isTheAccountThatIsMeant(String typed, String expected) {
    for (Kind kind : Kind.values()) {
      try (Staffgate staffgate = staffgate(kind, StaffAccount.of("Carl"))) {
        String text = typed.replace("\\t", "\t").replace("\\n", "\n").strip();
        assertThat(staffgate.activeAccounts().idOf(" " + text + "\t"))
            .as(kind.name())
            .isEqualTo(Optional.ofNullable(expected));
        assertThat(staffgate.activeAccounts(staffgate.policy()).idOf(text))
            .isEqualTo(Optional.ofNullable(expected));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void idOf_whatFitsOneOfTheDocumentAndOneOfTheDirectory_isNobodyUnlessExact(Kind kind) {
    try (Staffgate staffgate = staffgate(kind, StaffAccount.of("ALICE"))) {
      ActiveAccounts accounts = staffgate.activeAccounts();

      assertThat(accounts.idOf("alice")).isEmpty();
      assertThat(accounts.idOf("Alice")).contains("Alice");
      assertThat(accounts.idOf("ALICE")).contains("ALICE");
    }
  }

  @Test
  void idOf_whatFitsSeveralOfADirectory_isNobodyUnlessExact() {
    try (Staffgate staffgate =
        staffgate(Kind.PLAIN, StaffAccount.of("zoe"), StaffAccount.of("Zoe"))) {
      assertThat(staffgate.activeAccounts().idOf("ZOE")).isEmpty();
      assertThat(staffgate.activeAccounts().idOf("zoe")).contains("zoe");
    }
  }

  @Test
  void idOf_anAccountThatBothHave_isThatOfTheDocument() {
    try (Staffgate staffgate = staffgate(Kind.PLAIN, StaffAccount.of("dora"))) {
      assertThat(staffgate.activeAccounts().idOf("DORA")).contains("dora");
    }
  }

  static Stream<String> noNames() {
    return Stream.of(
        "", " ", "x".repeat(129), "x".repeat(1 << 20), "a b", "'; --", "\ud800", "\u202ealice");
  }

  @ParameterizedTest
  @MethodSource("noNames")
  void names_thatNobodyCanHave_neverReachTheDirectory(String text) {
    try (Staffgate staffgate = staffgate(Kind.PLAIN)) {
      synchronized (asked) {
        asked.clear();
      }
      assertThat(staffgate.activeAccounts().idOf(text)).isEmpty();
      if (!StaffAccount.isKnownAs(text)) {
        assertThat(staffgate.accountKnownAs(text)).isEmpty();
      }
      assertThat(asked).doesNotContain(text, "all");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Alice, Alice",
    "auth0|Alice, Alice",
    "auth0|alice,",
    "alice,",
    "ben.smith, ben",
    "carl|7, carl",
    "carl, carl",
    "shared|1,",
    "nobody,",
    "'',"
  })
  void accountKnownAs_isByIdOrKnownAs(String name, String expected) {
    for (Kind kind : Kind.values()) {
      StaffAccount carl = StaffAccount.of("carl").withKnownAs("carl|7", "shared|1");
      try (Staffgate staffgate = staffgate(kind, carl)) {
        assertThat(staffgate.accountKnownAs(name))
            .as(kind.name())
            .isEqualTo(Optional.ofNullable(expected));
      }
    }
  }

  @Test
  void accountKnownAs_ofADirectory_isKeptUntilTheDirectoryTellsOfAChange() {
    try (Staffgate staffgate = staffgate(Kind.PLAIN, StaffAccount.of("carl").withKnownAs("c|1"))) {
      asked.clear(); // at the start it is looked who is disabled
      assertThat(staffgate.accountKnownAs("c|1")).contains("carl");
      assertThat(staffgate.accountKnownAs("c|1")).contains("carl");
      assertThat(asked.stream().filter("all"::equals)).hasSize(1);

      kept.clear();
      changed.accept("carl");
      assertThat(staffgate.accountKnownAs("c|1")).isEmpty();
    }
  }

  @Test
  void names_whileTheDirectoryIsOut_areTheDocumentsOrFail() {
    try (Staffgate staffgate = staffgate(Kind.PLAIN)) {
      out = true;

      assertThat(staffgate.activeAccounts().idOf("Alice")).contains("Alice");
      assertThatThrownBy(() -> staffgate.activeAccounts().idOf("alice"))
          .isInstanceOf(DirectoryException.class);
      assertThatThrownBy(() -> staffgate.accountKnownAs("auth0|Alice"))
          .isInstanceOf(DirectoryException.class);
    }
  }

  @Test
  void names_underATurkishLocale_areFolded() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try (Staffgate staffgate = staffgate(Kind.TABLE, StaffAccount.of("iris"))) {
      assertThat(staffgate.activeAccounts().idOf("IRIS")).contains("iris");
      assertThat(staffgate.activeAccounts().idOf("ALICE")).contains("Alice");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void accountKnownAs_whatTheDocumentGaveAway_isNoIdOfTheDirectory() {
    for (Kind kind : Kind.values()) {
      try (Staffgate staffgate = staffgate(kind, StaffAccount.of("ben.smith"))) {
        assertThat(staffgate.accountKnownAs("ben.smith")).as("%s", kind).isEmpty();
      }
    }
  }
}
