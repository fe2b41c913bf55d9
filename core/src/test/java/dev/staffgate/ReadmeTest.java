package dev.staffgate;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README compiles, runs, and prints what stands there. */
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void example_compiledAndRun_printsWhatTheReadmeShows() throws Exception {
    String readme = ExampleProgram.document("README.md");
    Files.writeString(folder.resolve("staffgate.yaml"), ExampleProgram.block(readme, "yaml"));
    String example = ExampleProgram.block(readme, "java");
    String imports = example.lines().filter(ReadmeTest::isImport).collect(joining("\n"));
    String program =
        imports
            + """

            public class Example {
              public static String run(Path folder) {
                StringBuilder printed = new StringBuilder();
            """
            + example
                .lines()
                .filter(line -> !isImport(line))
                .collect(joining("\n"))
                .replace("Path.of(\"staffgate.yaml\")", "folder.resolve(\"staffgate.yaml\")")
                .replace("System.out.println(", "printed.append('\\n').append(")
            + "return printed.substring(1); } }";

    String printed = run(program).replace(folder + "/", "");

    assertThat(printed + "\n").isEqualTo(printedBlock(readme));
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  /** The first block that begins with an outcome: closing marks look like opening ones. */
  private static String printedBlock(String readme) {
    Matcher outcome = Pattern.compile("(?ms)^```\n(deny .*?)^```").matcher(readme);
    assertThat(outcome.find()).isTrue();
    return outcome.group(1);
  }

  private String run(String source) throws IOException, ReflectiveOperationException {
    try (ExampleProgram program = ExampleProgram.compile(source, folder)) {
      return (String) program.type("Example").getMethod("run", Path.class).invoke(null, folder);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
