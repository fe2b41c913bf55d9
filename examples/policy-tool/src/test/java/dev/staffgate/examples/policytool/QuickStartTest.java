package dev.staffgate.examples.policytool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Does what docs/quick-start.md says, in an empty folder, and sees what stands there. */
class QuickStartTest {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?:`([a-z]+\\.yaml)`[^\n]*\n\n)?```(yaml|java|xml|)\n(.*?)^```");
  private static final String PROMPT = "$ policy-tool ";

  @TempDir Path folder;

  @Test
  void blocks_oneAfterTheOther_doWhatThePageSays() throws IOException {
    Path root = Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"));
    Matcher block = BLOCK.matcher(Files.readString(root.resolve("docs/quick-start.md")));
    List<String> ran = new ArrayList<>();
    while (block.find()) {
      if (block.group(2).equals("yaml")) {
        assertThat(block.group(1)).as("the file of %s", block.group(3)).isNotNull();
        Files.writeString(folder.resolve(block.group(1)), block.group(3));
      } else if (block.group(3).startsWith(PROMPT)) {
        for (String session : block.group(3).split("(?m)^(?=\\$ )", -1)) {
          ran.add(session.lines().findFirst().orElseThrow());
          assertThat(answer(session.lines().findFirst().orElseThrow()))
              .isEqualTo(session.substring(session.indexOf('\n') + 1));
        }
      }
    }
    assertThat(ran).hasSizeGreaterThan(3);
    Path project = root.resolve("examples/consumers/quick-start");
    for (String file : List.of("staffgate.yaml", "tests.yaml")) {
      assertThat(project.resolve(file)).hasSameTextualContentAs(folder.resolve(file));
    }
  }

  private String answer(String command) {
    StringWriter said = new StringWriter();
    CommandLine tool = PolicyTool.commandLine();
    tool.setOut(new PrintWriter(said, true));
    tool.setErr(new PrintWriter(said, true));
    int exit =
        tool.execute(
            command
                .substring(PROMPT.length())
                .replaceAll("(?<= )([a-z]+\\.yaml)", folder + "/$1")
                .split(" "));
    assertThat(exit).as(command + "\n" + said).isLessThan(2);
    return said.toString().replace(folder + File.separator, "");
  }
}
