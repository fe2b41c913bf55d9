package dev.staffgate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 2, {@code networks}: blocks, single addresses and ranges a-b. */
class IpRangeTest {
  @ParameterizedTest
  @CsvSource({
    "198.51.100.7, 198.51.100.7, 198.51.100.7, 198.51.100.7",
    "198.51.100.7/32, 198.51.100.7, 198.51.100.7, 198.51.100.7",
    "198.51.100.7-198.51.100.7, 198.51.100.7, 198.51.100.7, 198.51.100.7",
    "198.51.100.16-198.51.100.31, 198.51.100.16, 198.51.100.31, 198.51.100.16/28",
    "198.51.100.16-198.51.100.30, 198.51.100.16, 198.51.100.30, 198.51.100.16-198.51.100.30",
    "198.51.100.17-198.51.100.31, 198.51.100.17, 198.51.100.31, 198.51.100.17-198.51.100.31",
    "203.0.113.0/24, 203.0.113.0, 203.0.113.255, 203.0.113.0/24",
    "0.0.0.0-255.255.255.255, 0.0.0.0, 255.255.255.255, 0.0.0.0/0",
    "127.0.0.0-128.0.0.0, 127.0.0.0, 128.0.0.0, 127.0.0.0-128.0.0.0",
    "2001:db8::/63, 2001:db8::, 2001:db8:0:1:ffff:ffff:ffff:ffff, 2001:db8::/63",
    "2001:DB8::1-2001:DB8::3, 2001:db8::1, 2001:db8::3, 2001:db8::1-2001:db8::3",
    "2001:db8::-2001:db8::3, 2001:db8::, 2001:db8::3, 2001:db8::/126",
    "::-::1, ::, ::1, ::/127",
    "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ::/0",
    "::/80, ::, ::fffe:ffff:ffff, ::/80",
    "::fffe:0:0/95, ::fffe:0:0, ::fffe:ffff:ffff, ::fffe:0:0/96",
    "::1-::1:0:0:0, ::1, ::1:0:0:0, ::1-::1:0:0:0",
  })
  void parse_allThatAPolicyMayWrite_isTheRangeMeantInItsShortestText(
      String text, String first, String last, String canonical) {
    IpRange range = IpRange.parseUnmapped(text);
    assertThat(range).isEqualTo(new IpRange(IpAddress.parse(first), IpAddress.parse(last)));
    assertThat(range).isEqualTo(IpRange.parse(text)).hasToString(canonical);
    assertThat(IpRange.parse(canonical)).isEqualTo(range);
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:203.0.113.7, 203.0.113.7",
    "::ffff:203.0.113.0/120, 203.0.113.0/24",
    "::ffff:0:0/96, 0.0.0.0/0",
    "::ffff:203.0.113.7-203.0.113.9, 203.0.113.7-203.0.113.9",
    "203.0.113.7-::ffff:203.0.113.9, 203.0.113.7-203.0.113.9",
  })
  void mappedText_inARequest_isIpv4AndInAPolicyAnError(String text, String ipv4) {
    assertThat(IpRange.parse(text)).isEqualTo(IpRange.parse(ipv4));
    assertThatThrownBy(() -> IpRange.parseUnmapped(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`" + text + "` is IPv4 mapped into IPv6; write " + ipv4);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5-10.0.0.1, 10.0.0.5-10.0.0.1 runs backwards; did you mean 10.0.0.1-10.0.0.5?",
    "::2-::1, ::2-::1 runs backwards; did you mean ::1-::2?",
    "10.0.0.5-::1, 10.0.0.5-::1 runs from one family to the other",
    "::1-10.0.0.5, ::1-10.0.0.5 runs from one family to the other",
    "::1-::ffff:ffff:ffff, ::1-255.255.255.255 runs from one family to the other",
  })
  void parse_backwardsOrOverTwoFamilies_isRefused(String text, String message) {
    assertThatThrownBy(() -> IpRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "10.0.0.1-",
        "-10.0.0.1",
        "10.0.0.1--10.0.0.2",
        "10.0.0.1-10.0.0.2-10.0.0.3",
        "10.0.0.1 - 10.0.0.2",
        "10.0.0.1–10.0.0.2",
        "10.0.0.1-2",
        "10.0.0.0/24-10.0.1.0/24",
        "10.0.0.0-10.0.1.0/24",
        "10.0.0.*",
        "fe80::1%eth0-fe80::2",
        "office",
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> IpRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an IP address");
    assertThatThrownBy(() -> IpRange.parseUnmapped(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_nothingBeforeTheDash_saysThatTheAddressIsEmpty() {
    assertThatThrownBy(() -> IpRange.parse("-10.0.0.1"))
        .hasMessage("`` is not an IP address: it has 0 characters, an address has 2 to 45");
  }

  @Test
  void parse_tenThousandCharacters_isRefused() {
    assertThatThrownBy(() -> IpRange.parse("1-".repeat(5_000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IpRange.parse("10.0.0.1-" + "1".repeat(10_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("`" + "1".repeat(64) + "…`");
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.16-198.51.100.30, 198.51.100.15, false",
    "198.51.100.16-198.51.100.30, 198.51.100.16, true",
    "198.51.100.16-198.51.100.30, 198.51.100.30, true",
    "198.51.100.16-198.51.100.30, 198.51.100.31, false",
    "0.0.0.0/0, ::, false",
    "::/0, 0.0.0.0, false",
    "::/0, 255.255.255.255, false",
    "::/80, ::ffff:0:0, false",
    "::/80, ::1:0:0:0, false",
  })
  void contains_atTheEdges_isExact(String range, String address, boolean expected) {
    assertThat(IpRange.parse(range).contains(IpAddress.parse(address))).isEqualTo(expected);
  }

  @Test
  void of_oneAddress_holdsItAlone() {
    IpRange range = IpRange.of(IpAddress.parse("203.0.113.7"));
    assertThat(range).isEqualTo(IpRange.parse("203.0.113.7"));
  }

  @Test
  void parse_null_isAProgrammersError() {
    assertThatNullPointerException().isThrownBy(() -> IpRange.parse(null));
    assertThatNullPointerException().isThrownBy(() -> IpRange.parseUnmapped(null));
    assertThatNullPointerException().isThrownBy(() -> IpRange.of(null));
    assertThatNullPointerException()
        .isThrownBy(() -> new IpRange(IpAddress.parse("10.0.0.1"), null));
  }
}
