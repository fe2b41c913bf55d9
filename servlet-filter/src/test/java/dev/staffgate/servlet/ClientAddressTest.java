package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final ClientAddress BEHIND =
      ClientAddress.behind(
          NetworkSet.of(IpRange.parse("10.0.0.0/8"), IpRange.parse("2001:db8:1::/48")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "198.51.100.9|203.0.113.7|198.51.100.9",
        "10.0.0.1|203.0.113.7|203.0.113.7",
        "10.0.0.1|1.1.1.1, 203.0.113.7|203.0.113.7",
        "10.0.0.1|203.0.113.7, 10.0.0.2|203.0.113.7",
        "10.0.0.1|10.0.0.3, 10.0.0.2|10.0.0.3",
        "10.0.0.1|203.0.113.7:4711|203.0.113.7",
        "10.0.0.1|[2001:db8::7]:4711|2001:db8::7",
        "10.0.0.1|2001:db8::7|2001:db8::7",
        "10.0.0.1|::ffff:203.0.113.7|203.0.113.7",
        "10.0.0.1|unknown|-",
        "10.0.0.1|203.0.113.7, unknown|-",
        "10.0.0.1|203.0.113.7%eth0|-",
        "10.0.0.1|010.1.1.1|-",
        "10.0.0.1|203.0.113.7:99999|-",
        "10.0.0.1|,, 203.0.113.7 ,|203.0.113.7",
        "10.0.0.1||-",
        "10.0.0.1|''|-",
        "10.0.0.1|' , ,'|-",
        "fe80::1%eth0|203.0.113.7|fe80::1",
        "2001:db8:1::1%2|203.0.113.7|203.0.113.7",
        "nonsense|203.0.113.7|-"
      })
  void address_byPeerAndHeader_isTheFirstThatNobodyTrusts(
      String peer, String header, String expected) {
    List<String> lines = header == null ? List.of() : List.of(header);

    assertThat(
            BEHIND
                .of(StubRequests.from(peer, "X-Forwarded-For", lines))
                .map(IpAddress::toString)
                .orElse(null))
        .isEqualTo(expected);
  }

  @Test
  void address_inSeveralLines_isReadAsOneList() {
    assertThat(behind(List.of("203.0.113.9", "203.0.113.7", "10.0.0.2")))
        .contains(IpAddress.parse("203.0.113.7"));
  }

  @Test
  void address_inTooManyHops_isNotGiven() {
    assertThat(behind(Collections.nCopies(500, "10.0.0.2"))).isEmpty();
    assertThat(behind(List.of("1".repeat(64 * 1024)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP"})
  void address_ifTheProxySendsNone_isNotGivenOrByNameThePeer(String header) {
    ClientAddress strict = ClientAddress.behind(NetworkSet.of(IpRange.parse("10.0.0.0/8")), header);
    ClientAddress lenient = strict.peerIfHeaderMissing();
    IpAddress peer = IpAddress.parse("10.0.0.1");

    for (List<String> none : List.of(List.<String>of(), List.of(""), List.of(" \t"))) {
      assertThat(strict.of(StubRequests.from("10.0.0.1", header, none))).as("%s", none).isEmpty();
      assertThat(lenient.of(StubRequests.from("10.0.0.1", header, none)))
          .as("%s", none)
          .contains(peer);
    }
  }

  @Test
  void address_ofThePeerIfTheHeaderIsMissing_isReadWhereThereIsOne() {
    ClientAddress lenient = BEHIND.peerIfHeaderMissing();

    assertThat(lenient.of(StubRequests.from("10.0.0.1", "X-Forwarded-For", List.of("203.0.113.7"))))
        .contains(IpAddress.parse("203.0.113.7"));
    assertThat(lenient.of(StubRequests.from("10.0.0.1", "X-Forwarded-For", List.of("", ","))))
        .contains(IpAddress.parse("10.0.0.1"));
    assertThat(lenient.of(StubRequests.from("10.0.0.1", "X-Forwarded-For", List.of("unknown"))))
        .isEmpty();
    assertThat(
            lenient.of(
                StubRequests.from("10.0.0.1", "X-Forwarded-For", List.of("1".repeat(65_537)))))
        .isEmpty();
    assertThat(lenient.of(StubRequests.from("198.51.100.9", "X-Forwarded-For", List.of())))
        .contains(IpAddress.parse("198.51.100.9"));
    assertThat(
            ClientAddress.ofPeer()
                .peerIfHeaderMissing()
                .of(StubRequests.from("10.0.0.1", "X-Forwarded-For", List.of("203.0.113.7"))))
        .contains(IpAddress.parse("10.0.0.1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "2001:db8:10::5:443|2001:db8:10::5",
        "2001:db8:1:2:3:4:5:6:443|2001:db8:1:2:3:4:5:6",
        "[2001:db8:10::5]:443|2001:db8:10::5",
        "198.51.100.10:46532|198.51.100.10",
        "2001:db8::5:65535|2001:db8::5",
        "2001:db8::5:65536|-",
        "2001:db8::5:0443|-",
        "2001:db8::5:fe|-",
        "2001:db8::7|-",
        "2001:db8:1:2:3:4:5:6|-",
        "[2001:db8:10::5]|-",
        "198.51.100.10|-",
        "198.51.100.10:80:80|-",
        "198.51.100.10:|-"
      })
  void address_thatAlwaysHasAPort_isReadWithoutItOrNotAtAll(String text, String expected) {
    NetworkSet proxies = NetworkSet.of(IpRange.parse("10.0.0.0/8"));
    ClientAddress cloudFront = ClientAddress.behind(proxies, "CloudFront-Viewer-Address");
    ClientAddress list = ClientAddress.behind("10.0.0.0/8").withPorts();

    assertThat(
            cloudFront
                .of(StubRequests.from("10.0.0.1", "cloudfront-viewer-address", List.of(text)))
                .map(IpAddress::toString)
                .orElse(null))
        .isEqualTo(expected);
    assertThat(
            list.of(StubRequests.from("10.0.0.1", "X-Forwarded-For", List.of("x, " + text)))
                .map(IpAddress::toString)
                .orElse(null))
        .isEqualTo(expected);
  }

  @Test
  void withPorts_ofForwarded_isAConfigurationError() {
    ClientAddress forwarded =
        ClientAddress.behind(NetworkSet.of(IpRange.parse("10.0.0.0/8")), "Forwarded");

    assertThatThrownBy(forwarded::withPorts).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void proxies_asTexts_areReadAsAUserTypesThem() {
    ClientAddress address = ClientAddress.behind("127.0.0.1", "10.0.0.0/8", "192.0.2.1-192.0.2.9");

    for (String peer : List.of("127.0.0.1", "10.1.2.3", "192.0.2.5")) {
      assertThat(address.of(StubRequests.from(peer, "X-Forwarded-For", List.of("203.0.113.7"))))
          .as(peer)
          .contains(IpAddress.parse("203.0.113.7"));
    }
    assertThatThrownBy(() -> ClientAddress.behind("10.0.0.0/8", "X-Real-IP"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Real-IP")
        .hasMessageContaining("behind(NetworkSet, String)");
    assertThatThrownBy(() -> ClientAddress.behind("0.0.0.0/0"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void proxies_trustedEverywhere_areAConfigurationError() {
    assertThatThrownBy(() -> ClientAddress.behind(NetworkSet.of(IpRange.parse("0.0.0.0/0"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<IpAddress> behind(List<String> lines) {
    return BEHIND.of(StubRequests.from("10.0.0.1", "X-Forwarded-For", lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "X-Forwarded-For, Forwarded",
        "X-Real-IP Forwarded",
        "X-Real-IP:",
        "Förwarded"
      })
  void header_thatIsNotOneName_isAConfigurationError(String header) {
    assertThatThrownBy(
            () -> ClientAddress.behind(NetworkSet.of(IpRange.parse("10.0.0.0/8")), header))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "for=203.0.113.7|203.0.113.7",
        "For=203.0.113.7; Proto=https|203.0.113.7",
        "for=203.0.113.7;;proto=http|203.0.113.7",
        "proto=http;for=\"203.0.113.7:80\";host=\"a,b;c\"|203.0.113.7",
        "for=203.0.113.9, for=10.0.0.2|203.0.113.9",
        "for=10.0.0.3, for=10.0.0.2|10.0.0.3",
        "for=\"[2001:db8::7]:_a.b-c\"|2001:db8::7",
        "for=\"203.0.113.\\7\"|203.0.113.7",
        "<script>, for=203.0.113.7|203.0.113.7",
        "for=203.0.113.7 x|-",
        "for=203.0.113.7=1|-",
        "for=\"[2001:db8::7]\"x|-",
        "for=\"[2001:db8::7\"|-",
        "for=\"203.0.113.7:\"|-",
        "for=\"203.0.113.7:_\"|-",
        "fo r=203.0.113.7|-",
        "\"for\"=203.0.113.7|-",
        "for=1.2.3.4;x=\", for=\"[2001:db8::7]\"|-",
        "for=1.2.3.4;x=\", for=203.0.113.7|-",
        "for=1.2.3.4;x=\"\\\", for=\"[2001:db8::7]:4711\"|-"
      })
  void forwarded_inTheWordsOfTheRfc_isReadFromTheRight(String line, String expected) {
    ClientAddress forwarded =
        ClientAddress.behind(NetworkSet.of(IpRange.parse("10.0.0.0/8")), "forwarded");

    assertThat(
            forwarded
                .of(StubRequests.from("10.0.0.1", "Forwarded", List.of(line)))
                .map(IpAddress::toString)
                .orElse(null))
        .isEqualTo(expected);
  }
}
