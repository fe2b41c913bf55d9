package dev.staffgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.testing.PolicyTest;
import dev.staffgate.testing.PolicyTests;
import dev.staffgate.yaml.PolicyFiles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the page about testing policies compiles, and does what the page says. */
class TestingPageTest {
  @TempDir Path folder;

  @Test
  void example_compiledAndRun_passesAndFailsAsThePageSays() throws Exception {
    String page = ExampleProgram.document("docs/testing-policies.md");
    String policy = ExampleProgram.block(page, "yaml");
    String source =
        ExampleProgram.block(page, "java")
            .replace(
                "PolicyFiles.load(Path.of(\"staffgate.yaml\"))",
                "PolicyFiles.parse(\"staffgate.yaml\", \"\"\"\n" + policy + "\"\"\")");

    try (ExampleProgram program = ExampleProgram.compile(source, folder)) {
      Constructor<?> constructor = program.type("BillingPolicyTest").getDeclaredConstructor();
      constructor.setAccessible(true);
      Object example = constructor.newInstance();
      Method[] tests = example.getClass().getDeclaredMethods();
      assertThat(Stream.of(tests).filter(one -> one.isAnnotationPresent(Test.class))).hasSize(3);
      for (Method test : tests) {
        test.setAccessible(true);
        if (test.getName().startsWith("generation_")) {
          assertThat(
                  catchThrowableOfType(InvocationTargetException.class, () -> test.invoke(example)))
              .cause()
              .isExactlyInstanceOf(AssertionError.class)
              .hasMessage(failure(page));
        } else if (test.isAnnotationPresent(Test.class)) {
          assertThat(test.invoke(example)).isNull();
        }
      }
    }
  }

  @Test
  void tests_ofThePolicyOnThePage_allPass() throws Exception {
    String page = ExampleProgram.document("docs/testing-policies.md");
    String policy = ExampleProgram.block(page, "yaml");
    String tests = ExampleProgram.block(page.substring(page.indexOf("```yaml\ntests:")), "yaml");

    List<PolicyTest> all =
        PolicyTests.of(PolicyFiles.parse("staffgate.yaml", policy + tests), List.of()).toList();
    assertThat(all).hasSize(4);
    all.forEach(PolicyTest::run);
  }

  private static String failure(String page) {
    Matcher message = Pattern.compile("(?ms)^```\n(wanted: .*?)\n```").matcher(page);
    assertThat(message.find()).isTrue();
    return message.group(1);
  }
}
