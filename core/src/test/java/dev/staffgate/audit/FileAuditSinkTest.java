package dev.staffgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.network.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditSinkTest {
  private static final AuditEvent EVENT =
      AuditEvent.of(
              Instant.parse("2026-11-24T10:00:00Z"),
              AuditEvent.Type.SSO_OPENED,
              "bob",
              Optional.of(IpAddress.parse("203.0.113.7")))
          .with("server", "web1");

  @TempDir Path folder;

  @Test
  void append_anEvent_isOneLineOfJson() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    try (FileAuditSink sink = FileAuditSink.open(file)) {
      sink.append(EVENT);
    }
    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"at\":\"2026-11-24T10:00:00Z\",\"type\":\"sso-opened\",\"staff\":\"bob\","
                + "\"from\":\"203.0.113.7\",\"server\":\"web1\"}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void append_hostileTexts_cannotBeginALine() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    try (FileAuditSink sink = FileAuditSink.open(file)) {
      sink.append(EVENT.with("x", "a\n{\"type\":\"forged\"}\u2028\u0085\u202e"));
    }
    assertThat(Files.readAllLines(file)).hasSize(1);
    assertThat(Files.readString(file).chars()).allMatch(c -> c == '\n' || (c >= 32 && c < 127));
  }

  @Test
  void append_afterReopening_goesOn() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    for (int i = 0; i < 3; i++) {
      try (FileAuditSink sink = FileAuditSink.open(file)) {
        sink.append(EVENT);
      }
    }
    assertThat(Files.readAllLines(file)).hasSize(3);
  }

  @Test
  void append_byManyThreads_keepsEveryLineWhole() throws Exception {
    Path file = folder.resolve("audit.jsonl");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (FileAuditSink sink = FileAuditSink.open(file)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        all.add(threads.submit(() -> sink.append(EVENT)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Files.readAllLines(file))
        .hasSize(400)
        .allMatch(line -> line.endsWith("\"server\":\"web1\"}"));
  }

  @Test
  void open_aFileWhoseLastLineIsTorn_isRefused() throws IOException {
    Path file = folder.resolve("audit.jsonl");
    Files.writeString(file, "{\"at\":\"2026");

    assertThatThrownBy(() -> FileAuditSink.open(file))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("not whole");
  }

  @Test
  void append_afterClosing_fails() {
    FileAuditSink sink = FileAuditSink.open(folder.resolve("audit.jsonl"));
    sink.close();

    assertThatThrownBy(() -> sink.append(EVENT)).isInstanceOf(AuditException.class);
  }

  @Test
  void open_inAFolderThatIsNotThere_fails() {
    assertThatThrownBy(() -> FileAuditSink.open(folder.resolve("none").resolve("audit.jsonl")))
        .isInstanceOf(AuditException.class);
  }
}
