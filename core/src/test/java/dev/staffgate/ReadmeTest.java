package dev.staffgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is compiled and run, and prints what stands there. */
class ReadmeTest {
  @TempDir Path folder;

  @Test
  void example_compiledAndRun_printsWhatTheReadmeShows() throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("staffgate.root"), "README.md"));
    Files.writeString(folder.resolve("staffgate.yaml"), block(readme, "yaml"));
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
            + block(readme, "java")
                .replace("Path.of(\"staffgate.yaml\")", "folder.resolve(\"staffgate.yaml\")")
                .replace("System.out.println(", "printed.append('\\n').append(")
            + "return printed.substring(1); } }";

    String printed = run(program).replace(folder + "/", "");

    assertThat(printed + "\n").isEqualTo(block(readme, ""));
  }

  private static String block(String readme, String language) {
    Matcher matcher = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```").matcher(readme);
    assertThat(matcher.find()).as("a block of " + language).isTrue();
    if (language.isEmpty()) {
      // Closing marks look like opening ones: the printed text is the first block that begins with
      // an outcome.
      Matcher outcome = Pattern.compile("(?ms)^```\n(deny .*?)^```").matcher(readme);
      assertThat(outcome.find()).isTrue();
      return outcome.group(1);
    }
    return matcher.group(1);
  }

  private String run(String program) throws IOException, ReflectiveOperationException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    boolean compiled =
        compiler
            .getTask(
                problems,
                null,
                null,
                List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")),
                null,
                List.of(source))
            .call();
    assertThat(compiled).as(problems.toString()).isTrue();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      return (String) loader.loadClass("Example").getMethod("run", Path.class).invoke(null, folder);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
