package dev.staffgate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policy reference, section 3, {@code networks}: the client address lies in one of them. */
class NetworkSetTest {
  private static NetworkSet set(String... texts) {
    return NetworkSet.of(Arrays.stream(texts).map(IpRange::parseUnmapped).toArray(IpRange[]::new));
  }

  private static List<String> texts(NetworkSet set) {
    return set.ranges().stream().map(IpRange::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0, true",
    "203.0.113.255, true",
    "203.0.112.255, false",
    "203.0.114.0, false",
    "198.51.100.7, true",
    "198.51.100.8, false",
    "198.51.100.16, true",
    "198.51.100.31, true",
    "198.51.100.32, false",
    "0.0.0.0, false",
    "255.255.255.255, false",
    "::ffff:203.0.113.9, true",
    "2001:db8:10::, true",
    "2001:db8:10:ffff:ffff:ffff:ffff:ffff, true",
    "2001:db8:11::, false",
    "2001:db8:f:ffff:ffff:ffff:ffff:ffff, false",
    "2001:db8:20::, false",
    "2001:db8:20::1, true",
    "2001:db8:20::2, false",
    "::203.0.113.9, false",
    "::, false",
    "ffff::, false",
  })
  void contains_officeAndVpn_isExactAtEveryEdge(String address, boolean expected) {
    NetworkSet trusted =
        set(
            "203.0.113.0/24",
            "2001:db8:10::/48",
            "198.51.100.7",
            "198.51.100.16-198.51.100.31",
            "2001:db8:20::1");
    assertThat(trusted.contains(address)).isEqualTo(expected);
    assertThat(trusted.contains(IpAddress.parse(address))).isEqualTo(expected);
  }

  @Test
  void of_textsAsAUserTypesThem_isTheSetOfTheirAddresses() {
    NetworkSet set = NetworkSet.of("127.0.0.1", "10.0.0.0/8", "198.51.100.16-198.51.100.31", "::1");

    assertThat(set.contains("127.0.0.1")).isTrue();
    assertThat(set.contains("10.255.255.255")).isTrue();
    assertThat(set.contains("198.51.100.31")).isTrue();
    assertThat(set.contains("::1")).isTrue();
    assertThat(set.contains("127.0.0.2")).isFalse();
    assertThat(set.contains("198.51.100.32")).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> NetworkSet.of("10.0.0.1/8"));
    assertThatIllegalArgumentException().isThrownBy(() -> NetworkSet.of("10.0.0.0/8, 127.0.0.1"));
    assertThatIllegalArgumentException().isThrownBy(() -> NetworkSet.of("localhost"));
  }

  @Test
  void everyAddressOfOneFamily_holdsNoneOfTheOther() {
    assertThat(set("0.0.0.0/0").contains("255.255.255.255")).isTrue();
    assertThat(set("0.0.0.0/0").contains("::ffff:0.0.0.0")).isTrue();
    assertThat(set("0.0.0.0/0").contains("::")).isFalse();
    assertThat(set("::/0").contains("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).isTrue();
    assertThat(set("::/0").contains("0.0.0.0")).isFalse();
    assertThat(set("::/0").contains("::ffff:1.2.3.4")).isFalse();
  }

  @Test
  void ranges_ofOverlappingTouchingAndRepeatedOnes_areTheFewest() {
    assertThat(
            texts(
                set(
                    "2001:db8::2",
                    "10.0.1.0/24",
                    "10.0.0.0/24",
                    "10.0.0.0/24",
                    "10.0.0.7",
                    "192.0.2.0/25",
                    "192.0.2.100-192.0.3.5",
                    "2001:db8::1",
                    "2001:db8::/126",
                    "::1",
                    "10.0.2.1")))
        .containsExactly("10.0.0.0/23", "10.0.2.1", "192.0.2.0-192.0.3.5", "::1", "2001:db8::/126");
  }

  @Test
  void ranges_thatTouchAcrossASignALimitOrTheMappedAddresses_areOne() {
    assertThat(texts(set("127.255.255.255", "128.0.0.0"))).hasSize(1);
    assertThat(texts(set("128.0.0.0/1", "255.255.255.255", "0.0.0.0/1")))
        .containsExactly("0.0.0.0/0");
    assertThat(texts(set("255.255.255.254", "255.255.255.255", "0.0.0.0")))
        .containsExactly("0.0.0.0", "255.255.255.254/31");
    assertThat(texts(set("8000::/1", "::/1"))).containsExactly("::/0");
    assertThat(texts(set("0:0:0:1::/64", "::/64"))).containsExactly("::/63");
    assertThat(texts(set("::/80", "::1:0:0:0/80"))).containsExactly("::/79");
    assertThat(texts(set("::1", "::3"))).containsExactly("::1", "::3");
    assertThat(set("::fffe:0:0/95")).isEqualTo(set("::fffe:0:0/96"));
  }

  @Test
  void coversAll_perFamily_isTrueForEveryAddressAlone() {
    assertThat(set("0.0.0.0/1", "128.0.0.0/1").coversAllIpv4()).isTrue();
    assertThat(set("0.0.0.0/1", "128.0.0.0/1").coversAllIpv6()).isFalse();
    assertThat(set("::/1", "8000::/1").coversAllIpv6()).isTrue();
    assertThat(set("::/1", "8000::/1").coversAllIpv4()).isFalse();
    assertThat(set("0.0.0.1-255.255.255.255").coversAllIpv4()).isFalse();
    assertThat(set("0.0.0.0-255.255.255.254").coversAllIpv4()).isFalse();
    assertThat(set("0.0.0.0-1.1.1.1", "1.1.1.3-255.255.255.255").coversAllIpv4()).isFalse();
    assertThat(set("::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").coversAllIpv6()).isFalse();
    assertThat(set("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe").coversAllIpv6()).isFalse();
    assertThat(set("::-1::", "1::2-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").coversAllIpv6())
        .isFalse();
    assertThat(NetworkSet.EMPTY.coversAllIpv4()).isFalse();
    assertThat(NetworkSet.EMPTY.coversAllIpv6()).isFalse();
  }

  @Test
  void empty_holdsNothingAndIsTheOnlyEmptySet() {
    assertThat(NetworkSet.EMPTY.contains("0.0.0.0")).isFalse();
    assertThat(NetworkSet.EMPTY.contains("::")).isFalse();
    assertThat(NetworkSet.EMPTY.isEmpty()).isTrue();
    assertThat(NetworkSet.EMPTY.ranges()).isEmpty();
    assertThat(NetworkSet.of()).isSameAs(NetworkSet.copyOf(List.of())).isSameAs(NetworkSet.EMPTY);
    assertThat(set("::1").isEmpty()).isFalse();
    assertThat(set("10.0.0.1").isEmpty()).isFalse();
  }

  @Test
  void union_ofTwoSets_holdsWhatEitherHolds() {
    NetworkSet union = set("10.0.0.0/25", "::1").union(set("10.0.0.128/25", "2001:db8::/32"));
    assertThat(union).isEqualTo(set("10.0.0.0/24", "::1", "2001:db8::/32"));
    assertThat(union.union(NetworkSet.EMPTY)).isEqualTo(union);
    assertThat(NetworkSet.EMPTY.union(union)).isEqualTo(union);
  }

  @Test
  void equals_ofSetsGivenInAnotherWay_isTrue() {
    assertThat(set("10.0.0.0/24", "::/127"))
        .isEqualTo(set("::1", "10.0.0.128/25", "10.0.0.0/25", "::"))
        .hasSameHashCodeAs(set("::1", "10.0.0.128/25", "10.0.0.0/25", "::"))
        .isNotEqualTo(set("10.0.0.0/24"))
        .isNotEqualTo(set("::/127"))
        .isNotEqualTo(set("10.0.0.0/25", "::/127"))
        .isNotEqualTo(set("10.0.0.1-10.0.0.255", "::/127"))
        .isNotEqualTo(set("10.0.0.0/24", "::/126"))
        .isNotEqualTo(set("10.0.0.0/24", "::1"))
        .isNotEqualTo("NetworkSet[10.0.0.0/24, ::/127]");
    assertThat(set("10.0.0.0/24")).doesNotHaveSameHashCodeAs(set("10.0.0.0/25"));
    assertThat(set("10.0.0.0/24")).doesNotHaveSameHashCodeAs(set("10.0.0.1-10.0.0.255"));
    assertThat(set("::1")).doesNotHaveSameHashCodeAs(set("::/127"));
    assertThat(set("::2")).doesNotHaveSameHashCodeAs(set("::1-::2"));
  }

  @Test
  void toString_ofManyRanges_printsTheFirstAndCountsTheRest() {
    assertThat(NetworkSet.EMPTY).hasToString("NetworkSet[]");
    assertThat(set("::1", "10.0.0.0/8")).hasToString("NetworkSet[10.0.0.0/8, ::1]");
    assertThat(everySecond(16).toString()).endsWith("10.0.0.28, 10.0.0.30]");
    assertThat(everySecond(16).union(set("::1")).toString()).endsWith("10.0.0.30, and 1 more]");
    assertThat(everySecond(18).toString()).endsWith("10.0.0.28, 10.0.0.30, and 2 more]");
  }

  @Test
  void aHundredThousandBlocks_everySecondAddress_areAllFoundAndNoneBesides() {
    NetworkSet set = everySecond(100_000);
    assertThat(set.ranges()).hasSize(100_000);
    int base = 10 << 24;
    for (int i = 0; i < 200_000; i++) {
      assertThat(set.contains(IpAddress.ofIpv4Bits(base + i))).isEqualTo(i % 2 == 0);
    }
    assertThat(set.contains("9.255.255.255")).isFalse();
    assertThat(NetworkSet.copyOf(set.ranges())).isEqualTo(set);
  }

  @Test
  void aThousandBlocksOfIpv6_everyThirdAddress_areAllFoundAndNoneBesides() {
    for (int count : List.of(1, 2, 3, 4, 5, 1_000)) {
      NetworkSet set =
          NetworkSet.copyOf(
              IntStream.range(0, count)
                  .mapToObj(i -> IpRange.of(IpAddress.ofBits(1L << 62, 3L * i)))
                  .toList());
      for (int i = 0; i < 3 * count; i++) {
        assertThat(set.contains(IpAddress.ofBits(1L << 62, i))).isEqualTo(i % 3 == 0);
        assertThat(set.contains(IpAddress.ofBits(1L << 61, i))).isFalse();
        assertThat(set.contains(IpAddress.ofBits(1L << 63, i))).isFalse();
      }
    }
  }

  /** Several ranges in one network of 64 bits, and ranges that run over many of them. */
  @Test
  void ipv6RangesWithinAndAcrossNetworksOf64Bits_areExactAtEveryEdge() {
    NetworkSet set =
        set(
            "2001:db8::1",
            "2001:db8::3-2001:db8::5",
            "2001:db8::8000:0:0:0-2001:db8:0:2::7",
            "2001:db8:0:2::9",
            "2001:db8:0:2:ffff:ffff:ffff:ffff",
            "2001:db8:0:4::/64",
            "2001:db8:0:6::2");
    for (IpRange range : set.ranges()) {
      assertThat(set.contains(range.first())).as("%s", range.first()).isTrue();
      assertThat(set.contains(range.last())).as("%s", range.last()).isTrue();
    }
    for (String outside :
        List.of(
            "2001:db8::",
            "2001:db8::2",
            "2001:db8::6",
            "2001:db8::7fff:ffff:ffff:ffff",
            "2001:db8:0:2::8",
            "2001:db8:0:2::a",
            "2001:db8:0:2:ffff:ffff:ffff:fffe",
            "2001:db8:0:3::",
            "2001:db8:0:3:ffff:ffff:ffff:ffff",
            "2001:db8:0:5::",
            "2001:db8:0:6::1",
            "2001:db8:0:6::3",
            "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff")) {
      assertThat(set.contains(outside)).as(outside).isFalse();
    }
    assertThat(set.contains("2001:db8:0:1::")).isTrue();
    assertThat(set.contains("2001:db8:0:4:8000::")).isTrue();
  }

  private static NetworkSet everySecond(int count) {
    return NetworkSet.copyOf(
        IntStream.range(0, count)
            .mapToObj(i -> IpRange.of(IpAddress.ofIpv4Bits((10 << 24) + 2 * i)))
            .toList());
  }

  @Test
  void null_isAProgrammersErrorEvenForTheEmptySet() {
    assertThatNullPointerException().isThrownBy(() -> NetworkSet.EMPTY.contains((IpAddress) null));
    assertThatNullPointerException().isThrownBy(() -> NetworkSet.EMPTY.contains((String) null));
    assertThatNullPointerException().isThrownBy(() -> NetworkSet.EMPTY.union(null));
    assertThatNullPointerException().isThrownBy(() -> NetworkSet.copyOf(null));
    assertThatNullPointerException().isThrownBy(() -> NetworkSet.of((IpRange) null));
    assertThatThrownBy(() -> NetworkSet.EMPTY.contains("fe80::1%eth0"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
