package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.network.IpRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, sections 1 and 3: entries of lists of networks and of resources. */
class NetworkAndResourceTermTest {
  private static final Place AT = Place.of(0, "policy.yaml", 3, 1, 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        "::1",
        "/",
        "10/8",
        "1",
        "10.1",
        "10.0.0.1",
        "0x7f000001",
        "0XAb",
        "1-2",
        "10.0.0.1-9",
        "9."
      })
  void name_thatReadsAsAddresses_isKnownAsSuch(String text) {
    assertThat(NetworkTerm.readsAsAddresses(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "office", "1a", "0x", "0xg", ".1", "-1", "10.0.0.x", "１"})
  void name_thatDoesNot_isTaken(String text) {
    assertThat(NetworkTerm.readsAsAddresses(text)).isFalse();
  }

  @Test
  void name_ofDigitsTooLongForAName_isNoAddressEither() {
    assertThat(NetworkTerm.readsAsAddresses("1".repeat(128))).isTrue();
    assertThat(NetworkTerm.readsAsAddresses("1".repeat(129))).isFalse();
  }

  @Test
  void networkTerm_printed_isAsAPolicyWritesIt() {
    NetworkTerm named = new NetworkTerm.Named(new NameRef("office", AT));
    NetworkTerm addresses = new NetworkTerm.Addresses(IpRange.parse("10.0.0.0/8"), AT);

    assertThat(named).hasToString("office");
    assertThat(named.at()).isSameAs(AT);
    assertThat(addresses).hasToString("10.0.0.0/8");
  }

  @ParameterizedTest
  @CsvSource({
    "sales, ID, sales",
    "@eu, GROUP, eu",
    "assigned, ASSIGNED, assigned",
    "a@b, ID, a@b",
    "@@, GROUP, @"
  })
  void resourceTerm_parsed_isAnIdAGroupOrWhatIsAssigned(
      String text, ResourceTerm.Kind kind, String id) {
    ResourceTerm term = ResourceTerm.parse(text, AT);

    assertThat(term).isEqualTo(new ResourceTerm(kind, id, AT)).hasToString(text);
    assertThat(term.kind()).isEqualTo(kind);
  }

  @Test
  void resourceTerm_ofNoIdOrTheWrongWord_isRefused() {
    String longest = "x".repeat(1024);

    assertThat(ResourceTerm.parse(longest, AT)).hasToString(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> ResourceTerm.parse(longest + "x", AT));
    assertThatIllegalArgumentException().isThrownBy(() -> ResourceTerm.parse("", AT));
    assertThatIllegalArgumentException().isThrownBy(() -> ResourceTerm.parse("@", AT));
    assertThatIllegalArgumentException().isThrownBy(() -> ResourceTerm.parse("@assigned", AT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResourceTerm(ResourceTerm.Kind.ASSIGNED, "sales", AT));
  }
}
