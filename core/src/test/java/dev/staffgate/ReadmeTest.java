package dev.staffgate;

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
    String program =
        """
        import dev.staffgate.decision.*;
        import dev.staffgate.policy.*;
        import dev.staffgate.yaml.*;
        import java.nio.file.Path;
        import java.time.Instant;
        public class Example {
          public static String run(Path folder) {
            StringBuilder printed = new StringBuilder();
        """
            + ExampleProgram.block(readme, "java")
                .replace("Path.of(\"staffgate.yaml\")", "folder.resolve(\"staffgate.yaml\")")
                .replace("System.out.println(", "printed.append('\\n').append(")
            + "return printed.substring(1); } }";

    String printed = run(program).replace(folder + "/", "");

    assertThat(printed + "\n").isEqualTo(printedBlock(readme));
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
