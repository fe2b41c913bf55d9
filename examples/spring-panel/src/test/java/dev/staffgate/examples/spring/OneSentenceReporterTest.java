package dev.staffgate.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;

/** The one sentence about a start that failed. */
class OneSentenceReporterTest {
  @Test
  void sentence_ofATakenPort_saysBothWaysToAnother() {
    String sentence =
        OneSentenceReporter.sentence(
            new FailureAnalysis("long", "longer", new PortInUseException(8080)));

    assertThat(sentence)
        .contains("port 8080 is taken", "--server.port", "-Dpanel.port")
        .hasLineCount(1);
  }

  @Test
  void sentence_ofAnotherFailure_isWhatSpringFound() {
    assertThat(
            OneSentenceReporter.sentence(
                new FailureAnalysis("It is broken.\n", "Mend it.", new RuntimeException())))
        .isEqualTo("It is broken. Mend it.");
    assertThat(
            OneSentenceReporter.sentence(
                new FailureAnalysis("It is broken.", null, new RuntimeException())))
        .isEqualTo("It is broken.");
  }
}
