package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Policy reference, section 4, step 4: an assignment runs while {@code from ≤ instant < until}. */
class AssignmentTest {
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-12-01T00:00:00Z");

  private static Assignment assignment(Optional<Instant> from, Optional<Instant> until) {
    return new Assignment(NameRef.of("desk"), from, until, Optional.empty(), Optional.empty());
  }

  @Test
  void runsAt_theEdgesOfItsTime_isHalfOpen() {
    Assignment both = assignment(Optional.of(FROM), Optional.of(UNTIL));

    assertThat(both.runsAt(FROM.minusNanos(1))).isFalse();
    assertThat(both.runsAt(FROM)).isTrue();
    assertThat(both.runsAt(UNTIL.minusNanos(1))).isTrue();
    assertThat(both.runsAt(UNTIL)).isFalse();
    assertThat(both.forGood()).isFalse();
  }

  @Test
  void runsAt_withoutAnEdge_isOpenThere() {
    Assignment since = assignment(Optional.of(FROM), Optional.empty());
    Assignment before = assignment(Optional.empty(), Optional.of(UNTIL));

    assertThat(since.runsAt(Instant.MAX)).isTrue();
    assertThat(before.runsAt(Instant.MIN)).isTrue();
    assertThat(since.forGood()).isFalse();
    assertThat(before.forGood()).isFalse();
    assertThat(Assignment.of("desk").runsAt(Instant.MIN)).isTrue();
    assertThat(Assignment.of("desk").forGood()).isTrue();
  }

  @Test
  void assignment_thatEndsWhenItStarts_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assignment(Optional.of(FROM), Optional.of(FROM)));
  }

  @Test
  void of_textThatIsNotAnId_isRefusedWithTheFormOfOne() {
    assertThatThrownBy(() -> Assignment.of("a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`a b` is not an id: " + NameSyntax.ID_FORM);
    assertThatThrownBy(() -> StaffAccount.of("al ice"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("`al ice` is not an id: " + NameSyntax.ID_FORM);
  }
}
