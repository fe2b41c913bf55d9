package dev.staffgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Bounds for how the code reads from outside; the log has the figures. */
class CodeMeasuresTest {
  private static CodeMeasures measures;

  @BeforeAll
  static void measure() throws IOException {
    measures =
        CodeMeasures.of(
            Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root")));
    LoggerFactory.getLogger(CodeMeasuresTest.class).info("\n{}", measures.toText());
  }

  @Test
  void packages_ofAllModules_areNoHalls() {
    assertThat(measures.typesByPackage())
        .isNotEmpty()
        .allSatisfy((name, types) -> assertThat(types).as(name).isLessThanOrEqualTo(40));
  }

  @Test
  void names_ofOneWord_areFew() {
    assertThat(measures.oneWordPercent()).isLessThanOrEqualTo(12);
  }

  @Test
  void javadoc_firstSentences_areSeldomFragments() {
    assertThat(measures.fragmentPercent()).as("%s", measures.fragments()).isLessThanOrEqualTo(2);
  }

  @Test
  void sentences_thatDeny_sayIsNotA() {
    assertThat(measures.isNo()).isEmpty();
  }
}
