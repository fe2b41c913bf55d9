package dev.staffgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.staffgate.fixtures.NamedPipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditSinkTest extends AuditSinkContract {
  @TempDir Path folder;

  private Path file;
  private FileAuditSink sink;

  @BeforeEach
  void open() {
    file = folder.resolve("audit.jsonl");
    sink = FileAuditSink.open(file);
  }

  @AfterEach
  void close() {
    sink.close();
  }

  @Override
  AuditSink sink() {
    return sink;
  }

  @Override
  List<String> kept() {
    try {
      // Without what the sink itself writes, and without the place in the chain.
      return Files.readAllLines(file).stream()
          .filter(line -> !line.contains("\"type\":\"audit-"))
          .map(line -> line.replaceFirst("\"n\":\\d+,", "").replaceFirst(",\"prev\".*", "}"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void append_anEvent_isOneLineOfJson() throws IOException {
    sink.append(EVENT);

    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0))
        .matches(
            "\\{\"n\":1,\"at\":\"[^\"]+\",\"type\":\"audit-begun\",\"staff\":\"\",\"key\":\"none\","
                + "\"why\":\"start\",\"prev\":\"\",\"mac\":\"[A-Za-z0-9_-]{43}\"}");
    assertThat(lines.get(1))
        .startsWith(
            "{\"n\":2,\"at\":\"2026-11-24T10:00:00Z\",\"type\":\"sso-opened\",\"staff\":\"bob\","
                + "\"from\":\"203.0.113.7\",\"server\":\"web1\",\"prev\":\""
                + lines.get(0).replaceAll(".*\"mac\":\"([^\"]+)\"}", "$1")
                + "\",\"mac\":\"");
    assertThat(lines).hasSize(2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void append_afterReopening_goesOn() {
    for (int i = 0; i < 3; i++) {
      sink.append(EVENT);
      sink.close();
      sink = FileAuditSink.open(file);
    }
    assertThat(kept()).hasSize(3);
  }

  @Test
  void open_aFileThatIsOpenAlready_isRefused() {
    assertThatThrownBy(() -> FileAuditSink.open(file))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("open already");
  }

  @Test
  void open_byRootInTheFolderOfAService_makesAFileOfTheService() throws IOException {
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix")
            && Files.getAttribute(folder, "unix:uid").equals(0),
        "this test is not run by root");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.setAttribute(inner, "unix:uid", 12_345);
    Path audit = inner.resolve("audit.jsonl");
    FileAuditSink.open(audit).close();

    assertThat(Files.getAttribute(audit, "unix:uid")).isEqualTo(12_345);
  }

  /** A process loses its lock by closing any handle of the file, that of a refused sink, too. */
  @Test
  void open_byAnotherProgramAfterThisOneTriedTwice_isRefused() throws Exception {
    assertThatThrownBy(() -> FileAuditSink.open(file)).isInstanceOf(AuditException.class);
    assertThatThrownBy(() -> FileAuditSink.open(Files.createLink(folder.resolve("link"), file)))
        .isInstanceOf(AuditException.class);

    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                AuditOpeningProcess.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(other.exitValue())
        .as(Files.readString(folder.resolve("output")))
        .isEqualTo(AuditOpeningProcess.REFUSED);
  }

  @Test
  void append_afterClosing_fails() {
    sink.close();

    assertThatThrownBy(() -> sink.append(EVENT)).isInstanceOf(AuditException.class);
  }

  @Test
  void append_onAFullDisk_failsEachTime() throws IOException {
    Path full = Path.of("/dev/full"); // a Linux device on which each write fails
    assumeTrue(Files.exists(full), "no /dev/full");
    try (FileAuditSink onFull = FileAuditSink.openDevice(full)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> onFull.append(EVENT)).isInstanceOf(AuditException.class);
      }
    }
  }

  @Test
  void open_inAFolderThatIsNotThere_fails() {
    assertThatThrownBy(() -> FileAuditSink.open(folder.resolve("none").resolve("audit.jsonl")))
        .isInstanceOf(AuditException.class);
  }

  @Test
  void open_ofAPipeOrInAFolderThatIsNotThere_isRefusedWithTheReason() throws Exception {
    Path pipe = NamedPipe.at(folder.resolve("pipe"));

    assertThatThrownBy(() -> FileAuditSink.open(pipe))
        .isInstanceOf(AuditException.class)
        .hasMessageEndingWith("is a pipe or a device: name a regular file");
    assertThatThrownBy(() -> FileAuditSink.open(folder.resolve("none/audit.jsonl")))
        .isInstanceOf(AuditException.class)
        .hasMessageEndingWith("cannot be made: its folder does not exist");
  }
}
