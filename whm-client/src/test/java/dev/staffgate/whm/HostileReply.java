package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.whm.fixtures.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * One answer of a hostile server, as a table of attacks describes it: what is sent, and how.
 *
 * @param status 0: no status line, the body alone
 * @param headers by name
 * @param body its bytes as characters of ISO 8859-1, or a description of a generated one
 * @param transport how it is sent
 */
record HostileReply(
    int status, Map<String, Object> headers, String body, Map<String, Object> transport)
    implements RawServer.Script {
  /** The keys that say how much, as whole numbers. */
  private static final Set<String> NUMBERS =
      Set.of(
          "chunk",
          "delay_ms",
          "drip_bytes",
          "drip_ms",
          "drip_headers_ms",
          "content_length_delta",
          "extra_headers",
          "huge_header",
          "interim_103",
          "reset_after",
          "close_after");

  /** The keys that are there or not; {@code refuse} and {@code plain} are the caller's to do. */
  private static final Set<String> FLAGS = Set.of("chunked", "bad_chunk", "raw", "refuse", "plain");

  /** The keys that name something; {@code cert} is the caller's to do. */
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "hang_after", Set.of("request", "headers"),
          "cert",
              Set.of(
                  "self-signed",
                  "expired",
                  "not-yet-valid",
                  "wrong-san",
                  "cn-only",
                  "unknown-ca",
                  "wildcard-deep",
                  "no-intermediate",
                  "leaf-signs-leaf",
                  "nul-in-san",
                  "ip-san-only"));

  HostileReply {
    transport.forEach(HostileReply::requireKnown);
  }

  private static void requireKnown(String key, Object value) {
    boolean known =
        NUMBERS.contains(key)
            ? value instanceof Long
            : FLAGS.contains(key)
                ? value.equals(true)
                : WORDS.getOrDefault(key, Set.of()).contains(value);
    if (!known) {
      throw new IllegalArgumentException("unknown transport " + key + ": " + value);
    }
  }

  @Override
  public void answer(RawServer.Connection connection) throws IOException {
    if ("request".equals(transport.get("hang_after"))) {
      connection.hang();
      return;
    }
    if (transport.containsKey("delay_ms") && connection.closesWithin(number("delay_ms"))) {
      return;
    }
    OutputStream out = connection.out();
    boolean cut = transport.containsKey("reset_after") || transport.containsKey("close_after");
    if (cut) {
      cutOff(connection);
      return;
    }
    if (transport.containsKey("interim_103")) {
      for (int i = 0; i < number("interim_103"); i++) {
        out.write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".getBytes(ISO_8859_1));
      }
    }
    boolean chunked = transport.containsKey("chunked");
    byte[] small = isGenerated() ? new byte[0] : body.getBytes(ISO_8859_1);
    if (!transport.containsKey("raw")) {
      byte[] head = head(chunked, small.length).getBytes(ISO_8859_1);
      if (!drip(connection, head, 1, number("drip_headers_ms"))) {
        return;
      }
    }
    if ("headers".equals(transport.get("hang_after"))) {
      out.flush();
      connection.hang();
      return;
    }
    if (isGenerated()) {
      generate(chunked ? new Chunks(out) : out, json(body));
    } else if (transport.containsKey("drip_ms")) {
      drip(connection, small, number("drip_bytes"), number("drip_ms"));
    } else if (chunked) {
      chunks(out, small);
    } else {
      out.write(small);
    }
    out.flush();
  }

  /** Sends so many bytes of the answer, and then closes the connection, or breaks it. */
  private void cutOff(RawServer.Connection connection) throws IOException {
    byte[] small = body.getBytes(ISO_8859_1);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head(false, small.length).getBytes(ISO_8859_1));
    whole.writeBytes(small);
    boolean resets = transport.containsKey("reset_after");
    int most = resets ? number("reset_after") : number("close_after");
    connection.out().write(whole.toByteArray(), 0, Math.min(most, whole.size()));
    connection.out().flush();
    if (resets) {
      connection.socket().setSoLinger(true, 0);
    }
    connection.socket().close();
  }

  private String head(boolean chunked, int length) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Answer\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    for (int i = 0; i < number("extra_headers"); i++) {
      head.append("X-Extra-" + i + ": x\r\n");
    }
    if (transport.containsKey("huge_header")) {
      head.append("X-Huge: " + "x".repeat(number("huge_header")) + "\r\n");
    }
    if (chunked) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (!isGenerated()) {
      head.append("Content-Length: " + (length + number("content_length_delta")) + "\r\n");
    }
    return head + "Connection: close\r\n\r\n";
  }

  private void chunks(OutputStream out, byte[] bytes) throws IOException {
    int size = transport.containsKey("chunk") ? number("chunk") : 64;
    for (int from = 0; from < bytes.length; from += size) {
      int length = Math.min(size, bytes.length - from);
      out.write((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
      out.write(bytes, from, length);
      out.write("\r\n".getBytes(ISO_8859_1));
      if (transport.containsKey("bad_chunk")) {
        out.write("zz\r\n".getBytes(ISO_8859_1));
        return;
      }
    }
    out.write("0\r\n\r\n".getBytes(ISO_8859_1));
  }

  /** Sends piece by piece, with a wait after each; false if the client closed meanwhile. */
  @CanIgnoreReturnValue
  private static boolean drip(RawServer.Connection connection, byte[] bytes, int size, int millis)
      throws IOException {
    if (millis == 0) {
      connection.out().write(bytes);
      connection.out().flush();
      return true;
    }
    for (int from = 0; from < bytes.length; from += size) {
      connection.out().write(bytes, from, Math.min(size, bytes.length - from));
      connection.out().flush();
      if (connection.closesWithin(millis)) {
        return false;
      }
    }
    return true;
  }

  private boolean isGenerated() {
    return body.startsWith("{\"generate\":");
  }

  private static void generate(OutputStream out, Map<String, Object> described) throws IOException {
    Map<String, Object> what = part(described, "generate");
    if (what.containsKey("gzip_of")) {
      GZIPOutputStream gzip = new GZIPOutputStream(out);
      repeat(gzip, part(what, "gzip_of"));
      gzip.finish();
    } else {
      repeat(out, what);
    }
  }

  /** Repeats; a count of -1 goes on until the client closes the connection. */
  private static void repeat(OutputStream out, Map<String, Object> what) throws IOException {
    out.write(text(what, "before"));
    byte[] one = text(what, "repeat");
    long times = ((Number) what.get("times")).longValue();
    int together = 8192;
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < together; i++) {
      many.writeBytes(one);
    }
    long sent = 0;
    for (; times < 0 || sent + together <= times; sent += together) {
      out.write(many.toByteArray());
    }
    for (; sent < times; sent++) {
      out.write(one);
    }
    out.write(text(what, "then"));
  }

  private static byte[] text(Map<String, Object> what, String key) {
    return what.getOrDefault(key, "").toString().getBytes(ISO_8859_1);
  }

  @SuppressWarnings("unchecked") // what json() makes of an object
  private static Map<String, Object> part(Map<String, Object> what, String key) {
    return (Map<String, Object>) what.get(key);
  }

  private int number(String key) {
    return transport.get(key) instanceof Number number ? number.intValue() : 0;
  }

  /** Reads an object of texts, numbers, truth values and such objects. */
  static Map<String, Object> json(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      return object(parser);
    }
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Object value =
          switch (parser.nextToken()) {
            case START_OBJECT -> object(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new IOException("unexpected value of " + name);
          };
      members.put(name, value);
    }
    return members;
  }

  /** Writes each piece as one chunk. */
  private static final class Chunks extends OutputStream {
    private final OutputStream out;

    Chunks(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (length > 0) {
        String size = Integer.toHexString(length).toLowerCase(Locale.ROOT);
        out.write((size + "\r\n").getBytes(ISO_8859_1));
        out.write(bytes, from, length);
        out.write("\r\n".getBytes(ISO_8859_1));
      }
    }
  }
}
