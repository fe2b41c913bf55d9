package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionCommandTest {
  @TempDir Path folder;

  /** Asks bash what it would offer behind the words of a command line. */
  private List<String> offered(String... words) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    StringWriter script = new StringWriter();
    int exit = PolicyTool.commandLine().setOut(new PrintWriter(script, true)).execute("completion");
    assertThat(exit).isZero();
    Files.writeString(folder.resolve("completion.sh"), script.toString());
    String line = "policy-tool " + String.join(" ", words);
    Process bash =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "source completion.sh; compopt() { :; }; COMP_WORDS=("
                    + line
                    + "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); COMP_LINE='"
                    + line
                    + "'; COMP_POINT=${#COMP_LINE}; _complete_policy-tool;"
                    + " printf '%s\\n' \"${COMPREPLY[@]}\"")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String answer = new String(bash.getInputStream().readAllBytes(), UTF_8);
    assertThat(bash.waitFor()).as(answer).isZero();
    return answer.lines().map(String::strip).toList();
  }

  @Test
  void bash_behindThePartOfACommand_offersIt() throws Exception {
    assertThat(offered("who")).containsExactly("who-can");
    assertThat(offered("se")).containsExactlyInAnyOrder("servers-of", "serve");
  }

  @Test
  void bash_behindADash_offersOptions() throws Exception {
    assertThat(offered("validate", "--s")).contains("--strict");
  }

  @Test
  void bash_whereAFileIsWanted_offersFiles() throws Exception {
    Files.writeString(folder.resolve("staffgate.yaml"), "staffgate: 1\n");

    assertThat(offered("schema", "--output", "staff")).containsExactly("staffgate.yaml");
    assertThat(offered("validate", "staff")).contains("staffgate.yaml");
  }
}
