package dev.staffgate.panels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PanelExceptionTest {
  private static final String FOR_ADMINISTRATORS =
      "server web1 (web1.example.net:2087): it did not accept the API token of root.";

  private static PanelException failure(Kind kind, Detail detail) {
    return new PanelException(kind, detail, "web1", FOR_ADMINISTRATORS, null);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void sentence_ofEachKind_namesServerAndReferenceAndNothingOfTheAdministrators(Kind kind) {
    PanelException failure = failure(kind, Detail.API_ERROR);

    assertThat(failure.sentence())
        .containsIgnoringCase("server web1")
        .contains(failure.reference())
        .doesNotContainIgnoringCase("root", "token", "example.net", "2087");
    assertThat(failure.forAdministrator()).isEqualTo(FOR_ADMINISTRATORS);
    assertThat(failure).hasMessage(FOR_ADMINISTRATORS);
  }

  @Test
  void sentence_ofWhatMayPass_saysToTryAgainAndOthersDoNot() {
    assertThat(failure(Kind.UNREACHABLE, Detail.TIMEOUT).sentence()).contains("try again");
    assertThat(failure(Kind.UNREACHABLE, Detail.TLS).sentence()).doesNotContain("try again");
    assertThat(failure(Kind.LOCKED_OUT, Detail.API_ERROR).sentence()).contains("do not try again");
  }

  @Test
  void reference_ofTwoFailures_differs() {
    assertThat(failure(Kind.BUSY, Detail.HTTP_STATUS).reference())
        .matches("[2-9A-HJ-NP-Z]{8}")
        .isNotEqualTo(failure(Kind.BUSY, Detail.HTTP_STATUS).reference());
  }

  @Test
  void leavingOpen_ofAFailure_saysSoAndKeepsTheRest() {
    PanelException failure = failure(Kind.PROTOCOL, Detail.UNTRUSTED_URL);
    Instant end = Instant.parse("2026-11-30T10:05:00Z");
    PanelException left = failure.leavingOpen(Optional.of(end));

    assertThat(failure.mayHaveLeftOpen()).isFalse();
    assertThat(left.mayHaveLeftOpen()).isTrue();
    assertThat(left.leftOpenUntil()).contains(end);
    assertThat(left.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(left.detail()).isEqualTo(Detail.UNTRUSTED_URL);
    assertThat(left.reference()).isEqualTo(failure.reference());
    assertThat(left.sentence()).isEqualTo(failure.sentence());
    assertThat(left)
        .hasMessage(
            FOR_ADMINISTRATORS
                + " What the panel opened was handed to nobody, and may let in until it ends by"
                + " itself, at 2026-11-30T10:05:00Z.");
    assertThat(failure.leavingOpen(Optional.empty()).getMessage()).endsWith("ends by itself.");
  }
}
