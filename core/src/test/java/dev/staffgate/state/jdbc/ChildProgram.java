package dev.staffgate.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with the class path of the tests, whose output can be read line by line. */
record ChildProgram(Process process, BufferedReader output) implements AutoCloseable {
  static ChildProgram start(Class<?> program, String... arguments) throws IOException {
    return start(List.of(), program, arguments);
  }

  /** Starts a program behind another one, such as {@code unshare -rm}. */
  static ChildProgram start(List<String> before, Class<?> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath(),
            program.getName()));
    command.addAll(List.of(arguments));
    return of(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  static ChildProgram of(Process process) {
    return new ChildProgram(
        process,
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
  }

  /** Returns the class path of the tests. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Reads what is left of the output, and waits for the end. */
  List<String> lines() throws IOException, InterruptedException {
    List<String> lines = output.lines().toList();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return lines;
  }

  /** Ends the program as {@code kill -9} does. */
  void kill() throws InterruptedException {
    // By its handle: the process itself would close the pipe, with what was acknowledged last.
    assertThat(process.toHandle().destroyForcibly()).isTrue();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
