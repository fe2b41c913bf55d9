package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 4: one permission, all below a word, or all. */
class PermissionPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*, ticket.view, true",
    "*, a.b, true",
    "*, '', true",
    "ticket.*, '', false",
    "ticket.view, ticket.view, true",
    "ticket.view, ticket.view-all, false",
    "ticket.view, ticket.vie, false",
    "ticket.*, ticket.view, true",
    "ticket.*, ticket.reply.all, true",
    "ticket.*, ticket.a, true",
    "ticket.*, ticket, false",
    "ticket.*, ticket., false",
    "ticket.*, tickets.view, false",
    "ticket.reply.*, ticket.reply, false",
    "ticket.reply.*, ticket.reply.all, true",
  })
  void matches_byNameOrWildcard_namesWhatIsMeant(String pattern, String permission, boolean is) {
    assertThat(PermissionPattern.of(pattern).matches(permission)).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({"*, true", "ticket.*, true", "ticket.view, false"})
  void isWildcard_ofAStarAtTheEnd_isTrue(String pattern, boolean is) {
    assertThat(PermissionPattern.of(pattern).isWildcard()).isEqualTo(is);
    assertThat(PermissionPattern.of(pattern)).hasToString(pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ticket", "ticket*", "*.view", "a.*.b", "**", ".*", "a..*", "A.*", "a.b*"})
  void of_anotherWildcard_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> PermissionPattern.of(text));
  }

  @ParameterizedTest
  @CsvSource({"126, true", "127, false"})
  void isPattern_ofAWordAndAWildcard_hasAtMost128Characters(int word, boolean is) {
    assertThat(PermissionPattern.isPattern("x".repeat(word) + ".*")).isEqualTo(is);
  }
}
