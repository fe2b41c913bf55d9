package dev.staffgate.examples.benchmarks.sessions;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.audit.FileAuditSink;
import dev.staffgate.model.Secret;
import dev.staffgate.whm.testing.WhmSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ways to open a session. */
enum OpenerKind {
  /** The JDK's HTTP client sends the request and takes the answer, which nobody looks at. */
  BARE,
  /** {@code Connect.open}, whose audit keeps the last events in memory. */
  MEMORY,
  /**
   * {@code Connect.open}, whose audit goes into the log: a line in a file, as SLF4J's simple logger
   * writes it.
   */
  LOG,
  /** {@code Connect.open}, whose audit is forced to the disk before and after each opening. */
  FILE;

  /** Begins. */
  SessionOpener open(WhmSimulator server, Secret token) {
    return switch (this) {
      case BARE -> BareHttpOpener.of(server, token);
      case MEMORY -> new ConnectOpener(server, token, new LastEvents(), () -> {});
      case LOG -> new ConnectOpener(server, token, AuditSink.toLog(), () -> {});
      case FILE -> inFile(server, token);
    };
  }

  private static SessionOpener inFile(WhmSimulator server, Secret token) {
    try {
      Path file = Files.createTempFile("sessions", ".jsonl");
      FileAuditSink sink = FileAuditSink.open(file);
      return new ConnectOpener(
          server,
          token,
          sink,
          () -> {
            sink.close();
            Files.delete(file);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a hundred. */
  private static final class LastEvents implements AuditSink {
    private final Deque<AuditEvent> events = new ArrayDeque<>();

    @Override
    public synchronized void append(AuditEvent event) {
      events.addLast(event);
      if (events.size() > 100) {
        events.removeFirst();
      }
    }
  }
}
