package dev.staffgate.examples.panel.sessions;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.servlet.Caller;
import dev.staffgate.session.SessionRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a web session: its times and its attributes, which are texts or a {@link Caller}.
 * Attributes of other kinds are left out; nothing is made by Java's serialization, so that no class
 * is named by what is read.
 */
final class WebSessionCodec {
  private static final Logger log = LoggerFactory.getLogger(WebSessionCodec.class);
  private static final int VERSION = 1;
  private static final int MAX_ATTRIBUTES = 32;
  private static final int TEXT = 1;
  private static final int CALLER = 2;

  /**
   * A web session as it was kept; instants in milliseconds.
   *
   * @param maxInactive after how many milliseconds without a request it ends
   */
  record KeptSession(
      long created,
      long accessed,
      long lastAccessed,
      long maxInactive,
      Map<String, Object> attributes) {}

  private WebSessionCodec() {}

  static byte[] encode(SessionData data) throws IOException {
    Map<String, Object> attributes = new LinkedHashMap<>();
    data.getAllAttributes()
        .forEach(
            (name, value) -> {
              if (value instanceof String || value instanceof Caller) {
                attributes.put(name, value);
              } else {
                log.warn("an attribute of a web session is not kept: {}", name);
              }
            });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(data.getCreated());
      out.writeLong(data.getAccessed());
      out.writeLong(data.getLastAccessed());
      out.writeLong(data.getMaxInactiveMs());
      out.writeByte(attributes.size());
      for (Map.Entry<String, Object> one : attributes.entrySet()) {
        out.writeUTF(one.getKey());
        if (one.getValue() instanceof Caller caller) {
          out.writeByte(CALLER);
          write(caller, out);
        } else {
          out.writeByte(TEXT);
          out.writeUTF((String) one.getValue());
        }
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a session.
   *
   * @throws IOException if it is not one that {@link #encode} made
   */
  static KeptSession decode(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        throw new InvalidObjectException("a web session of another version");
      }
      long created = in.readLong();
      long accessed = in.readLong();
      long lastAccessed = in.readLong();
      long maxInactive = in.readLong();
      int count = in.readByte();
      if (count < 0 || count > MAX_ATTRIBUTES) {
        throw new InvalidObjectException("too many attributes");
      }
      Map<String, Object> attributes = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        int kind = in.readByte();
        attributes.put(
            name,
            switch (kind) {
              case TEXT -> in.readUTF();
              case CALLER -> readCaller(in);
              default -> throw new InvalidObjectException("an attribute of another kind");
            });
      }
      if (in.read() >= 0) {
        throw new InvalidObjectException("more than a web session");
      }
      return new KeptSession(created, accessed, lastAccessed, maxInactive, attributes);
    } catch (RuntimeException wrong) {
      throw new IOException("a damaged web session", wrong);
    }
  }

  private static void write(Caller caller, DataOutputStream out) throws IOException {
    out.writeUTF(caller.staff());
    Instant secondFactorAt = caller.secondFactorAt();
    out.writeBoolean(secondFactorAt != null);
    if (secondFactorAt != null) {
      out.writeLong(secondFactorAt.getEpochSecond());
      out.writeInt(secondFactorAt.getNano());
    }
    SessionRef session = caller.session();
    out.writeBoolean(session != null);
    if (session != null) {
      out.writeUTF(session.id());
      out.writeLong(session.epoch().number());
    }
  }

  private static Caller readCaller(DataInputStream in) throws IOException {
    String staff = in.readUTF();
    @Nullable Instant secondFactorAt =
        in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
    @Nullable SessionRef session =
        in.readBoolean() ? new SessionRef(in.readUTF(), new SessionEpoch(in.readLong())) : null;
    return new Caller(staff, secondFactorAt, session);
  }
}
