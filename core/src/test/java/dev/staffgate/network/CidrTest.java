package dev.staffgate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 1: blocks, their one form and their edges. */
class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24, 203.0.113.0, 203.0.113.255",
    "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
    "128.0.0.0/1, 128.0.0.0, 255.255.255.255",
    "10.0.0.0/8, 10.0.0.0, 10.255.255.255",
    "203.0.113.6/31, 203.0.113.6, 203.0.113.7",
    "203.0.113.7/32, 203.0.113.7, 203.0.113.7",
    "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "8000::/1, 8000::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    "2001:db8::/63, 2001:db8::, 2001:db8:0:1:ffff:ffff:ffff:ffff",
    "2001:db8::/64, 2001:db8::, 2001:db8::ffff:ffff:ffff:ffff",
    "2001:db8::/65, 2001:db8::, 2001:db8::7fff:ffff:ffff:ffff",
    "2001:db8::/127, 2001:db8::, 2001:db8::1",
    "2001:db8::1/128, 2001:db8::1, 2001:db8::1",
    // blocks that run up to or over the mapped addresses, which are IPv4
    "::fffe:0:0/95, ::fffe:0:0, ::fffe:ffff:ffff",
    "::/80, ::, ::fffe:ffff:ffff",
    "::/79, ::, ::1:ffff:ffff:ffff",
    "1::/80, 1::, 1::ffff:ffff:ffff",
  })
  void edges_ofABlock_areItsFirstAndLastAddress(String text, String first, String last) {
    Cidr block = Cidr.parse(text);
    assertThat(block.first()).isEqualTo(block.network()).hasToString(first);
    assertThat(block.last()).hasToString(last);
    assertThat(block.toRange())
        .isEqualTo(new IpRange(IpAddress.parse(first), IpAddress.parse(last)));
    assertThat(block.contains(block.first())).isTrue();
    assertThat(block.contains(block.last())).isTrue();
    assertThat(block).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24, 203.0.112.255",
    "203.0.113.0/24, 203.0.114.0",
    "203.0.113.7/32, 203.0.113.6",
    "2001:db8::/63, 2001:db8:0:2::",
    "2001:db8::/64, 2001:db8:0:1::",
    "2001:db8::/65, 2001:db8:0:0:8000::",
    "2001:db8::2/127, 2001:db8::1",
    "2001:db8::2/127, 2001:db8::4",
    // the two families never match
    "0.0.0.0/0, ::",
    "0.0.0.0/0, ::1.2.3.4",
    "::/0, 0.0.0.0",
    "::/0, 203.0.113.7",
    "::/0, ::ffff:203.0.113.7",
    "::/80, ::ffff:203.0.113.7",
    "::fffe:0:0/95, ::ffff:203.0.113.7",
  })
  void contains_addressOutside_isFalse(String block, String address) {
    assertThat(Cidr.parse(block).contains(IpAddress.parse(address))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, 203.0.113.7/32",
    "2001:db8::1, 2001:db8::1/128",
    "2001:DB8:0::/48, 2001:db8::/48",
    "::ffff:203.0.113.7, 203.0.113.7/32",
    "::ffff:203.0.113.0/120, 203.0.113.0/24",
    "::ffff:203.0.113.7/128, 203.0.113.7/32",
    "::ffff:0:0/96, 0.0.0.0/0",
    "::ffff:0.0.0.0/97, 0.0.0.0/1",
  })
  void parse_addressOrMappedBlock_isTheBlockMeant(String text, String canonical) {
    assertThat(Cidr.parse(text)).hasToString(canonical).isEqualTo(Cidr.parse(canonical));
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7/24, 203.0.113.0/24, 203.0.113.7",
    "203.0.113.7/31, 203.0.113.6/31, 203.0.113.7",
    "0.0.0.1/0, 0.0.0.0/0, 0.0.0.1",
    "128.0.0.0/0, 0.0.0.0/0, 128.0.0.0",
    "2001:db8::1/32, 2001:db8::/32, 2001:db8::1",
    "2001:db8:0:1::/63, 2001:db8::/63, 2001:db8:0:1::",
    "2001:db8:0:0:1::/64, 2001:db8::/64, 2001:db8:0:0:1::",
    "2001:db8::1/127, 2001:db8::/127, 2001:db8::1",
    "::1/0, ::/0, ::1",
    "8000::/0, ::/0, 8000::",
  })
  void parse_bitsAfterThePrefix_areRefusedWithWhatWasMeant(
      String text, String block, String address) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            text
                + " has bits set after its prefix; did you mean "
                + block
                + ", or "
                + address
                + "?");
  }

  @Test
  void parse_mappedBlockWithBitsAfterThePrefix_isRefusedWithTheIpv4BlockMeant() {
    assertThatThrownBy(() -> Cidr.parse("::ffff:10.0.0.1/104"))
        .hasMessage(
            "10.0.0.1/8 has bits set after its prefix; did you mean 10.0.0.0/8, or 10.0.0.1?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"::ffff:10.0.0.0/8", "::ffff:10.0.0.0/95", "::ffff:0:0/80", "::ffff:10.0.0.0/129"})
  void parse_mappedAddressWithALengthOfNoIpv4Block_isRefused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "`"
                + text
                + "` is IPv4 mapped into IPv6, with a prefix length that is not in 96..128; write"
                + " it as an IPv4 block");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/",
        "10.0.0.0/08",
        "10.0.0.0/00",
        "10.0.0.0/+8",
        "10.0.0.0/-8",
        "10.0.0.0/ 8",
        "10.0.0.0/8 ",
        "10.0.0.0/8/8",
        "10.0.0.0//8",
        "10.0.0.0/8.0",
        "10.0.0.0/1e1",
        "10.0.0.0/0x8",
        "10.0.0.0/:",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/٨",
        "10.0.0.0/８",
        "10.0.0.0/0000000000000000000008",
        "10.0.0.0/4294967304",
        "::/032",
        "fe80::/64%eth0",
      })
  void parse_lengthNotInPlainDecimal_isRefused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "` has no prefix length after its slash: a number in plain decimal, such as /24");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/33, prefix length 33 is not in 0..32",
    "10.0.0.0/999, prefix length 999 is not in 0..32",
    "::/129, prefix length 129 is not in 0..128",
    "::/999, prefix length 999 is not in 0..128",
  })
  void parse_lengthBeyondTheAddress_isRefused(String text, String message) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "10/8",
        "10.0.0/24",
        "010.0.0.0/8",
        "example.com/24",
        "[2001:db8::]/32",
        "fe80::%eth0/64",
        " 10.0.0.0/8",
        "10.0.0.0 /8",
        "10.0.0.0-10.0.0.255",
        "10.0.0.0\\8",
        "*"
      })
  void parse_noAddressBeforeTheSlash_isRefused(String text) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not an IP address");
  }

  @Test
  void parse_nothingBeforeTheSlash_saysThatTheAddressIsEmpty() {
    assertThatThrownBy(() -> Cidr.parse("/24"))
        .hasMessage("`` is not an IP address: it has 0 characters, an address has 2 to 45");
  }

  @Test
  void constructor_withALengthOutOfBounds_isRefused() {
    IpAddress any = IpAddress.parse("0.0.0.0");
    assertThatThrownBy(() -> new Cidr(any, -1)).hasMessage("prefix length -1 is not in 0..32");
    assertThatThrownBy(() -> new Cidr(any, 33)).hasMessage("prefix length 33 is not in 0..32");
    assertThatThrownBy(() -> new Cidr(any, Integer.MIN_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Cidr(any, 32)).hasToString("0.0.0.0/32");
  }

  @Test
  void parse_tenThousandCharacters_isRefusedAndQuotedInPart() {
    assertThatThrownBy(() -> Cidr.parse("1".repeat(10_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("`" + "1".repeat(64) + "…`");
    assertThatThrownBy(() -> Cidr.parse("10.0.0.0/" + "1".repeat(10_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("`10.0.0.0/" + "1".repeat(55) + "…`");
  }

  @Test
  void parse_null_isAProgrammersError() {
    assertThatNullPointerException().isThrownBy(() -> Cidr.parse(null));
    assertThatNullPointerException().isThrownBy(() -> new Cidr(null, 0));
    assertThatNullPointerException().isThrownBy(() -> Cidr.parse("::/0").contains(null));
  }
}
