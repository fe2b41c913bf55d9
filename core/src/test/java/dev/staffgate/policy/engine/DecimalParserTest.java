package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Policy reference, section 1: a number has 64 digits at most before its point, and behind. */
class DecimalParserTest {
  private static final String MOST = "9".repeat(64);

  @Test
  void number_ofAsManyDigitsAsAllowed_isRead() {
    assertThat(DecimalParser.parseUnsigned(MOST + "." + MOST))
        .isEqualTo(new BigDecimal(MOST + "." + MOST));
    assertThat(DecimalParser.parseSigned("-" + MOST + "." + MOST))
        .isEqualTo(new BigDecimal("-" + MOST + "." + MOST));
  }

  @Test
  void number_ofOneMore_isNone() {
    assertThat(DecimalParser.parseUnsigned("9" + MOST)).isNull();
    assertThat(DecimalParser.parseUnsigned("1." + MOST + "9")).isNull();
    assertThat(DecimalParser.parseSigned("-9" + MOST)).isNull();
    assertThat(DecimalParser.parseSigned("-1." + MOST + "9")).isNull();
  }

  @Test
  void number_withAMinus_isOneWhereSignsAreAllowed() {
    assertThat(DecimalParser.parseSigned("-1")).isEqualTo(BigDecimal.ONE.negate());
    assertThat(DecimalParser.parseUnsigned("-1")).isNull();
    assertThat(DecimalParser.parseSigned("-")).isNull();
    assertThat(DecimalParser.parseSigned(null)).isNull();
    assertThat(DecimalParser.parseUnsigned(null)).isNull();
  }
}
