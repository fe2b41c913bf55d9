package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Policy reference, section 1: a number has 64 digits at most before its point, and behind. */
class DecimalsTest {
  private static final String MOST = "9".repeat(64);

  @Test
  void number_ofAsManyDigitsAsAllowed_isRead() {
    assertThat(Decimals.parseUnsigned(MOST + "." + MOST))
        .isEqualTo(new BigDecimal(MOST + "." + MOST));
    assertThat(Decimals.parseSigned("-" + MOST + "." + MOST))
        .isEqualTo(new BigDecimal("-" + MOST + "." + MOST));
  }

  @Test
  void number_ofOneMore_isNone() {
    assertThat(Decimals.parseUnsigned("9" + MOST)).isNull();
    assertThat(Decimals.parseUnsigned("1." + MOST + "9")).isNull();
    assertThat(Decimals.parseSigned("-9" + MOST)).isNull();
    assertThat(Decimals.parseSigned("-1." + MOST + "9")).isNull();
  }

  @Test
  void number_withAMinus_isOneWhereSignsAreAllowed() {
    assertThat(Decimals.parseSigned("-1")).isEqualTo(BigDecimal.ONE.negate());
    assertThat(Decimals.parseUnsigned("-1")).isNull();
    assertThat(Decimals.parseSigned("-")).isNull();
    assertThat(Decimals.parseSigned(null)).isNull();
    assertThat(Decimals.parseUnsigned(null)).isNull();
  }
}
