package dev.staffgate.examples.policytool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tool as a program: at a terminal, which {@code script} makes, and without one. */
class TerminalColoursTest {
  private static final String ESCAPE = "\u001b[";

  @TempDir Path folder;
  private Path policy;

  @BeforeEach
  void write() throws IOException {
    policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            staffgate: 1
            roles: { clerk: { grants: [invoice.view] } }
            staff: { ann: { roles: [clerk] } }
            tests:
              - { name: fails, at: 2026-11-24T10:00:00Z, staff: ann, deny: [invoice.view] }
            """);
  }

  private List<String> tool(String... arguments) {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PolicyTool.class.getName()),
            Stream.of(arguments))
        .toList();
  }

  private static String answer(ProcessBuilder program) throws Exception {
    program.environment().putIfAbsent("TERM", "xterm");
    Process process = program.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return text;
  }

  private ProcessBuilder atATerminal(List<String> command) {
    assumeThat(Path.of("/usr/bin/script")).as("util-linux's script makes terminals").exists();
    String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    return new ProcessBuilder("/usr/bin/script", "-qec", line, "/dev/null");
  }

  @Test
  void answer_atATerminal_hasColours() throws Exception {
    ProcessBuilder program = atATerminal(tool("test", policy.toString()));
    program.environment().remove("NO_COLOR");
    assertThat(answer(program)).contains("fails", ESCAPE);
  }

  @Test
  void answer_atATerminalWhoseUserWantsNone_hasNoColours() throws Exception {
    ProcessBuilder program = atATerminal(tool("test", policy.toString()));
    program.environment().put("NO_COLOR", "1");
    assertThat(answer(program)).contains("fails").doesNotContain(ESCAPE);
  }

  @Test
  void answer_toAnotherProgram_hasNoColoursAndAsksNothing() throws Exception {
    ProcessBuilder test = new ProcessBuilder(tool("test", policy.toString()));
    assertThat(answer(test)).contains("fails").doesNotContain(ESCAPE);
    ProcessBuilder fix = new ProcessBuilder(tool("lint", policy.toString(), "--fix"));
    assertThat(answer(fix)).doesNotContain(ESCAPE, "[y/N]");
  }
}
