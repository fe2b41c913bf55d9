package dev.staffgate.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Events in a file of JSON Lines: UTF-8, one object a line, appended, and forced to the disk before
 * {@link #append} returns. A new file can be read and written by its owner alone, where the file
 * system knows owners.
 *
 * <p>A record looks like {@code
 * {"at":"2026-11-24T10:00:00Z","type":"sso-opened","staff":"bob","from":"203.0.113.7",
 * "server":"web1"}}. All but ASCII is escaped, so that no text from outside can begin a line or
 * hide in one. If writing fails half-way, what was written of the record is cut off again; where
 * even that fails, the sink takes no more events.
 */
public final class FileAuditSink implements AuditSink, AutoCloseable {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final Path file;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final FileChannel channel;

  @GuardedBy("lock")
  private long length;

  @GuardedBy("lock")
  private boolean broken;

  private FileAuditSink(Path file, FileChannel channel, long length) {
    this.file = file;
    this.channel = channel;
    this.length = length;
  }

  /**
   * Opens a file for more events, or makes one.
   *
   * @throws AuditException if it cannot be opened, or if its last line is not whole
   */
  public static FileAuditSink open(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, Set.of(CREATE, READ, WRITE), ownerOnly());
      try {
        long length = channel.size();
        requireWholeLines(file, channel, length);
        return new FileAuditSink(file, channel, length);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new AuditException("the audit file " + file + " cannot be opened", e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void requireWholeLines(Path file, FileChannel channel, long length)
      throws IOException {
    if (length == 0) {
      return;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    if (channel.read(last, length - 1) != 1 || last.get(0) != '\n') {
      throw new AuditException(
          "the last line of the audit file "
              + file
              + " is not whole: look at it, end it with a line break, try again",
          null);
    }
  }

  @Override
  public void append(AuditEvent event) {
    ByteBuffer line = ByteBuffer.wrap(line(event));
    synchronized (lock) {
      if (broken) {
        throw new AuditException(
            "the audit file " + file + " takes no more events since writing failed", null);
      }
      long end = length;
      try {
        while (line.hasRemaining()) {
          end += channel.write(line, end);
        }
        channel.force(false);
        length = end;
      } catch (IOException e) {
        cutOff();
        throw new AuditException("the audit file " + file + " cannot be written", e);
      }
    }
  }

  @GuardedBy("lock")
  private void cutOff() {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      broken = true;
    }
  }

  private static byte[] line(AuditEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("at", event.at().toString());
      json.writeStringField("type", event.type().text());
      json.writeStringField("staff", event.staff());
      if (event.from().isPresent()) {
        json.writeStringField("from", event.from().get().toString());
      }
      for (Map.Entry<String, String> detail : event.details().entrySet()) {
        json.writeStringField(detail.getKey(), detail.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new AuditException("an event cannot be put into JSON", e);
    }
    bytes.writeBytes("\n".getBytes(UTF_8));
    return bytes.toByteArray();
  }

  /** Closes the file; what is appended after that fails. */
  @Override
  public void close() {
    synchronized (lock) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new AuditException("the audit file " + file + " cannot be closed", e);
      }
    }
  }
}
