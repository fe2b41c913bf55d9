package dev.staffgate.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which name a message offers for a misspelt one: near enough, or none. */
class NearestNameTest {
  @ParameterizedTest
  @CsvSource({
    // one edit of each sort
    "ticket.veiw, ticket.view", // two neighbours swapped
    "ticket.vieww, ticket.view",
    "ticket.vew, ticket.view",
    "ticket.vies, ticket.view",
    "xticket.view, ticket.view",
    "icket.view, ticket.view",
    "itcket.view, ticket.view",
    // up to a third of what was written, and no more
    "abx, abc",
    "ax, ",
    "abcdxx, abcdef",
    "abcxxx, ",
    "abcxxx789, abc456789",
    "abcxxxx89, ",
    // a swap and an edit beside it
    "bacdxf, abcdef",
    // nothing is near
    "abc, ",
    "'', "
  })
  void to_aMisspeltName_isTheOneMeantIfItIsNear(String written, String meant) {
    List<String> known = List.of("ticket.view", "abc", "abcdef", "abc456789");

    assertThat(NearestName.to(written, without(known, written)))
        .isEqualTo(Optional.ofNullable(meant));
  }

  private static List<String> without(List<String> known, String written) {
    return known.stream().filter(name -> !name.equals(written)).toList();
  }

  @Test
  void to_severalAlikeNear_isTheFirstInTheirOrder() {
    assertThat(NearestName.to("abcx", List.of("abcd", "abcb", "abcc"))).contains("abcb");
    assertThat(NearestName.to("abcx", List.of("abcb", "abcd"))).contains("abcb");
    assertThat(NearestName.to("abcdefx", List.of("abcdyyx", "abcdefz"))).contains("abcdefz");
  }

  @Test
  void to_aNameWithMoreLettersBefore_countsEachOfThem() {
    assertThat(NearestName.to("abcdef", List.of("xxabcdef"))).contains("xxabcdef");
    assertThat(NearestName.to("abcdef", List.of("xxabcdez"))).isEmpty();
  }

  @Test
  void to_whatIsTooLongForAName_offersNothing() {
    String longest = "x".repeat(128);

    assertThat(NearestName.to(longest, List.of(longest.substring(1)))).isPresent();
    assertThat(NearestName.to(longest + "x", List.of(longest))).isEmpty();
  }
}
