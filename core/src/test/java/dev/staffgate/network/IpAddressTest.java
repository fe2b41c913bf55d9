package dev.staffgate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 1: which texts are addresses, and which address each of them is. */
class IpAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "1.2.3.4",
        "203.0.113.7",
        "10.20.30.40",
        "199.249.250.255",
        "255.255.255.255"
      })
  void parse_dottedDecimal_isIpv4AndPrintsTheSame(String text) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address.isIpv4()).isTrue();
    assertThat(address.bits()).isEqualTo(32);
    assertThat(address).hasToString(text);
  }

  /** RFC 4291, section 2.2, whose own examples come first; RFC 5952, sections 1, 2 and 4. */
  @ParameterizedTest
  @CsvSource({
    "ABCD:EF01:2345:6789:ABCD:EF01:2345:6789, abcd:ef01:2345:6789:abcd:ef01:2345:6789",
    "2001:DB8:0:0:8:800:200C:417A, 2001:db8::8:800:200c:417a",
    "2001:DB8::8:800:200C:417A, 2001:db8::8:800:200c:417a",
    "FF01:0:0:0:0:0:0:101, ff01::101",
    "FF01::101, ff01::101",
    "0:0:0:0:0:0:0:1, ::1",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:13.1.68.3, ::d01:4403",
    "::13.1.68.3, ::d01:4403",
    // RFC 5952, section 4.1: no leading zeros
    "2001:0db8::0001, 2001:db8::1",
    "2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:1",
    // 4.2.1: as short as possible
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8::0:1, 2001:db8::1",
    // 4.2.2: not for one group alone
    "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    // 4.2.3: the longest run, and the first of two
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:1:0:0:0:0:0, 0:0:1::",
    "1:0:0:2:0:0:3:0, 1::2:0:0:3:0",
    "0:0:1:1:0:1:0:0, ::1:1:0:1:0:0",
    "1:1:1:1:0:1:1:0, 1:1:1:1:0:1:1:0",
    // 4.3: lower case
    "2001:db8::aAAa:bBBb, 2001:db8::aaaa:bbbb",
    // 5: a dotted quad is read, and written as two groups
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "::255.255.255.255, ::ffff:ffff",
    "1:2:3:4:5:6:7.8.9.10, 1:2:3:4:5:6:708:90a",
    "1:2:3:4:5::7.8.9.10, 1:2:3:4:5:0:708:90a",
    "::ffff:0:192.0.2.33, ::ffff:0:c000:221",
    "::fffe:ffff:ffff, ::fffe:ffff:ffff",
    "0:0:0:0:1::, ::1:0:0:0",
    "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  })
  void parse_everyFormOfIpv6_printsTheOneTextOfRfc5952(String text, String canonical) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address.isIpv4()).isFalse();
    assertThat(address.bits()).isEqualTo(128);
    assertThat(address).hasToString(canonical).isEqualTo(IpAddress.parse(canonical));
  }

  /** RFC 4291, section 2.5.5.2. */
  @ParameterizedTest
  @CsvSource({
    "::ffff:203.0.113.7, 203.0.113.7",
    "::FFFF:cb00:7107, 203.0.113.7",
    "0:0:0:0:0:ffff:203.0.113.7, 203.0.113.7",
    "0000:0000:0000:0000:0000:ffff:0.0.0.0, 0.0.0.0",
    "::ffff:0:0, 0.0.0.0",
    "::ffff:ffff:ffff, 255.255.255.255",
  })
  void mappedAddress_inARequest_isIpv4AndInAPolicyAnError(String text, String ipv4) {
    assertThat(IpAddress.parse(text)).isEqualTo(IpAddress.parse(ipv4)).hasToString(ipv4);
    assertThatThrownBy(() -> IpAddress.parseUnmapped(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`" + text + "` is IPv4 mapped into IPv6; write " + ipv4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "2001:db8::1", "::cb00:7107", "::ffff:0:cb00:7107"})
  void parseUnmapped_ofWhatIsNotMapped_isParse(String text) {
    assertThat(IpAddress.parseUnmapped(text)).isEqualTo(IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        ".",
        ":",
        "...",
        ":::",
        "::::",
        // dotted decimal: parts, bounds, signs
        "1.2.3",
        "1.2.3.",
        "1.2.3.4.",
        ".1.2.3.4",
        "1..2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.1.1.256",
        "1.1.1.1000",
        "1.1.1.4294967297",
        "+1.2.3.4",
        "1.2.3.-4",
        "1.2.3.+4",
        "1.2.3.4a",
        "a.b.c.d",
        "1,2,3,4",
        // what inet_aton reads besides
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "010.0.0.1",
        "00.0.0.0",
        "1.2.3.04",
        // groups
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        ":1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7:",
        ":1:2:3:4:5:6:7",
        "1::2::3",
        "::1::",
        "1:::2",
        "1::2:",
        ":1::2",
        "1:2:3:4::5:6:7:8",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "::12345",
        "::00001",
        "::g",
        "::+1",
        "::-1",
        "::0x1",
        // a dotted quad that is not the end, or not the last two groups
        "1.2.3.4::",
        "::1.2.3.4:1",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.256",
        "::01.2.3.4",
        "::a.2.3.4",
        "::12345.2.3.4",
        "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:6::1.2.3.4",
        "1:2:3:4:5:1.2.3.4",
        "1:2:3:4:5:6:1.2.3.4:",
        ":1.2.3.4",
        // zone, port, brackets, block, range, space, control characters
        "fe80::1%eth0",
        "fe80::1%",
        "10.0.0.1%eth0",
        "1.2.3.4:80",
        "[::1]",
        "[::1]:80",
        "::1/128",
        "1.2.3.4/32",
        "1.2.3.4-1.2.3.5",
        " 1.2.3.4",
        "1.2.3.4 ",
        "1.2.3. 4",
        "::1 ",
        "1.2.3.4\n",
        "::1\0",
        // names
        "localhost",
        "dead.beef",
        "example.com",
        // digits, letters and stops other than ASCII
        "１.2.3.4",
        "1.2.3.٤",
        "1。2。3。4",
        "::１",
        "::а",
        "::ｆ",
        "：：1",
        "1.2.3.4\u200b",
        "\ufeff1.2.3.4",
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> IpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" is not an IP address: ");
    assertThatThrownBy(() -> IpAddress.parseUnmapped(text))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NetworkSet.EMPTY.contains(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 'it has 1 characters, an address has 2 to 45'",
    "1., neither dotted decimal such as 203.0.113.7 nor IPv6 such as 2001:db8::1",
    "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.256, neither dotted decimal such as 203.0.113.7"
        + " nor IPv6 such as 2001:db8::1",
    "１.2.3.4, it has characters other than ASCII",
    "fe80::1%eth0, 'it has a zone, which means something on one machine alone'",
    "%eth0, 'it has a zone, which means something on one machine alone'",
    "10.0.0.0/8, a block stands where one address belongs",
    "/8, a block stands where one address belongs",
    "010.0.0.1, 'it has a leading zero, which some programs read as octal'",
    "1.2.3.04, 'it has a leading zero, which some programs read as octal'",
    "::ffff:010.0.0.1, 'it has a leading zero, which some programs read as octal'",
    "10.0.0.256, neither dotted decimal such as 203.0.113.7 nor IPv6 such as 2001:db8::1",
    "0x7f.1, neither dotted decimal such as 203.0.113.7 nor IPv6 such as 2001:db8::1",
  })
  void parse_aLikelySlip_isNamed(String text, String slip) {
    assertThatThrownBy(() -> IpAddress.parse(text)).hasMessageEndingWith(": " + slip);
  }

  @Test
  void parse_longAndHostileText_isQuotedInPartOnOneLine() {
    assertThatThrownBy(() -> IpAddress.parse("1".repeat(10_000)))
        .hasMessage(
            "`"
                + "1".repeat(64)
                + "…` is not an IP address: it has 10000 characters, an address has 2 to 45");
    assertThatThrownBy(() -> IpAddress.parse("::".repeat(5_000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IpAddress.parse("0:".repeat(22) + "::"))
        .hasMessageStartingWith("`0:0:")
        .hasMessageContaining("46 characters");
    assertThatThrownBy(() -> IpAddress.parse("1.2\r\n~\u2028 ok"))
        .hasMessageStartingWith("`1.2\\u000d\\u000a~\\u2028 ok` is not");
    assertThatThrownBy(() -> IpAddress.parse("x".repeat(64)))
        .hasMessageStartingWith("`" + "x".repeat(64) + "` is not");
  }

  @Test
  void parse_null_isAProgrammersError() {
    assertThatNullPointerException().isThrownBy(() -> IpAddress.parse(null));
    assertThatNullPointerException().isThrownBy(() -> IpAddress.parseUnmapped(null));
    assertThatNullPointerException().isThrownBy(() -> IpAddress.from(null));
    assertThatNullPointerException().isThrownBy(() -> IpAddress.fromBytes(null));
  }

  @Test
  void fromBytes_ofEitherLength_isTheAddressOfThoseBytes() {
    assertThat(IpAddress.fromBytes(new byte[] {(byte) 203, 0, 113, 7})).hasToString("203.0.113.7");
    byte[] bytes = new byte[16];
    bytes[0] = 0x20;
    bytes[1] = 0x01;
    bytes[7] = (byte) 0x80;
    bytes[15] = (byte) 0xff;
    assertThat(IpAddress.fromBytes(bytes)).hasToString("2001:0:0:80::ff");
  }

  @Test
  void fromBytes_thatMapIpv4_isIpv4() {
    byte[] bytes = new byte[16];
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    bytes[12] = (byte) 203;
    assertThat(IpAddress.fromBytes(bytes)).isEqualTo(IpAddress.parse("203.0.0.0"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 15, 17, 128})
  void fromBytes_ofAnotherLength_isRefused(int length) {
    assertThatThrownBy(() -> IpAddress.fromBytes(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an address has 4 or 16 bytes, not " + length);
  }

  @Test
  void from_socketAddressWithAZone_dropsTheZone() throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) 0xfe;
    bytes[1] = (byte) 0x80;
    bytes[15] = 1;
    InetAddress scoped = Inet6Address.getByAddress(null, bytes, 7);
    assertThat(scoped.getHostAddress()).endsWith("%7");
    assertThat(IpAddress.from(scoped)).isEqualTo(IpAddress.parse("fe80::1"));
    assertThat(IpAddress.from(InetAddress.getByAddress(new byte[] {10, 0, 0, 1})))
        .hasToString("10.0.0.1");
  }

  @Test
  void compareTo_ofAllKinds_putsIpv4FirstAndIgnoresSigns() {
    List<IpAddress> ascending =
        List.of(
                "0.0.0.0",
                "127.255.255.255",
                "128.0.0.0",
                "255.255.255.255",
                "::",
                "::1",
                "::fffe:ffff:ffff",
                "0:0:0:0:1::",
                "0:0:0:1::",
                "7fff::",
                "8000::",
                "8000::8000:0:0:0",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
            .stream()
            .map(IpAddress::parse)
            .toList();
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        assertThat(Integer.signum(ascending.get(i).compareTo(ascending.get(j))))
            .as("%s beside %s", ascending.get(i), ascending.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.1, true",
    "127.255.255.255, 128.0.0.0, true",
    "10.0.0.1, 10.0.0.3, false",
    "10.0.0.2, 10.0.0.1, false",
    "255.255.255.255, 0.0.0.0, false",
    "255.255.255.255, ::1:0:0:0, false",
    "::, ::1, true",
    "::ffff:ffff:ffff:ffff, 0:0:0:1::, true",
    "::ffff:ffff:ffff:ffff, ::, false",
    "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 8000::, true",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ::, false",
    // the mapped addresses between these two are IPv4
    "::fffe:ffff:ffff, ::1:0:0:0, true",
    "::fffe:ffff:ffff, ::1:0:0:1, false",
    "::fffe:ffff:ffff, 0.0.0.0, false",
    "1::fffe:ffff:ffff, 1::ffff:0:0, true",
  })
  void isRightBefore_everyEdge_knowsTheNextAddressOfTheFamily(
      String address, String other, boolean expected) {
    assertThat(IpAddress.parse(address).isRightBefore(IpAddress.parse(other))).isEqualTo(expected);
  }

  @Test
  void equals_ofAnotherAddressOrKind_isFalse() {
    IpAddress address = IpAddress.parse("::1.2.3.4");
    assertThat(address)
        .isNotEqualTo(IpAddress.parse("1.2.3.4"))
        .isNotEqualTo(IpAddress.parse("1::102:304"))
        .isNotEqualTo("::102:304")
        .hasSameHashCodeAs(IpAddress.parse("::102:304"))
        .doesNotHaveSameHashCodeAs(IpAddress.parse("1::102:304"))
        .doesNotHaveSameHashCodeAs(IpAddress.parse("::102:305"));
  }
}
