package consumer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types the README's policy into a file and its lines of Java into jshell. */
public final class ReadmeInJshell {
  private ReadmeInJshell() {}

  /** Ends with an exception unless jshell prints what the README says. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String readme = Files.readString(Path.of(arguments[0]));
    String policy = block(readme, "yaml");
    String lines = block(readme, "java");
    String expected = block(readme.substring(readme.indexOf(lines) + lines.length() + 4), "");

    Path folder = Files.createTempDirectory("staffgate");
    Path printed = folder.resolve("printed");
    Files.writeString(folder.resolve("staffgate.yaml"), policy);
    Path typed = Files.writeString(folder.resolve("typed.jsh"), lines + "/exit\n");
    Process jshell =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                "--class-path",
                System.getProperty("java.class.path"),
                typed.toString())
            .directory(folder.toFile())
            // Java's preferences speak there when they are made, the first time on a machine.
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(printed.toFile())
            .start();
    if (!jshell.waitFor(2, TimeUnit.MINUTES)) {
      jshell.destroyForcibly();
      throw new IllegalStateException("jshell does not end");
    }
    String seen = Files.readString(printed, StandardCharsets.UTF_8);
    System.out.print(seen);
    if (!seen.equals(expected)) {
      throw new IllegalStateException("the README says:\n" + expected);
    }
  }

  private static String block(String text, String language) {
    Matcher fence =
        Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(text);
    if (!fence.find()) {
      throw new IllegalStateException("there is no block of " + language);
    }
    return fence.group(1);
  }
}
