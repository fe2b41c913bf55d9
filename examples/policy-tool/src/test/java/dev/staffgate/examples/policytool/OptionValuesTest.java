package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionValuesTest {
  private static final String LINT = "lint policy.yaml --docs";
  private static final String DIFF = "diff old.yaml new.yaml --no-public";

  @ParameterizedTest
  @CsvSource({
    LINT + ",not a page",
    LINT + ",javascript:alert(1)",
    LINT + ",file:///etc/",
    LINT + ",//example.com/",
    LINT + ",https:///lint/",
    LINT + ",''",
    DIFF + ",many",
    DIFF + ",-1",
    DIFF + ",1.5",
    DIFF + ",0x10",
    DIFF + ",''",
    DIFF + ",99999999999999999999999999999999999999999",
    "lint policy.yaml --admins,many",
    "coverage policy.yaml --min,all",
    "mutate policy.yaml --most,99999999999",
    "serve --policy policy.yaml --base-url,not a page",
    "serve --policy policy.yaml --port,http"
  })
  void value_thatMeansNothing_isRefusedInWordsAndWithoutTheNamesOfClasses(
      String command, String value) {
    StringWriter err = new StringWriter();
    String[] words = (command + " ").split(" ");
    String[] arguments = Arrays.copyOf(words, words.length + 1);
    arguments[words.length] = value;
    int exit = PolicyTool.run(PolicyTool.commandLine().setErr(new PrintWriter(err)), arguments);
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains(words[words.length - 1], value.isEmpty() ? "is not" : value)
        .doesNotContain("java.", "Exception", "BigInteger", "URI)", "\tat ");
  }
}
