package dev.staffgate.containers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One request in a connection of HTTP/2 (RFC 9113) over TCP, begun with prior knowledge. It sends
 * what no client would: header fields are literals of HPACK (RFC 7541, section 6.2.2) with any
 * bytes in them. Of the answer it reads the status, which stands first, and the content.
 */
final class RawHttp2Connection implements AutoCloseable {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int END_STREAM = 0x1;
  private static final int ACK = 0x1;
  private static final int END_HEADERS = 0x4;
  private static final int PADDED_OR_PRIORITY = 0x8 | 0x20;

  // Numbers in HPACK's static table (RFC 7541, appendix A).
  private static final int AUTHORITY = 1;
  private static final int METHOD = 2;
  private static final int PATH = 4;
  private static final int SCHEME = 6;

  /** What belongs to a connection has no place in a request (RFC 9113, section 8.2.2). */
  private static final Set<String> NOT_SENT =
      Set.of("connection", "host", "keep-alive", "transfer-encoding", "upgrade");

  /** The statuses in HPACK's static table, from number 8. */
  private static final int[] STATUSES = {200, 204, 206, 304, 400, 404, 500};

  private final Socket socket;
  private int status;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  RawHttp2Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
  }

  RunningContainer.Answer send(
      String method, String target, List<Map.Entry<String, String>> headers) throws IOException {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    field(fields, METHOD, method);
    field(fields, SCHEME, "http");
    field(fields, AUTHORITY, "localhost");
    field(fields, PATH, target);
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!NOT_SENT.contains(name)) {
        fields.write(0);
        text(fields, name);
        text(fields, header.getValue());
      }
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    frame(all, SETTINGS, 0, 0, new byte[0]);
    frame(all, HEADERS, END_STREAM | END_HEADERS, 1, fields.toByteArray());
    socket.getOutputStream().write(all.toByteArray());
    try {
      readAnswer();
    } catch (EOFException | SocketException closed) {
      // Without an answer the status stays 0.
    }
    return new RunningContainer.Answer(status, content.toString(ISO_8859_1));
  }

  /** A field whose name is in the static table, as Tomcat wants those that begin with a colon. */
  private static void field(ByteArrayOutputStream to, int name, String value) throws IOException {
    to.write(name);
    text(to, value);
  }

  /** A text without Huffman coding: its length in seven bits and as many bytes as it takes. */
  private static void text(ByteArrayOutputStream to, String text) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    if (bytes.length < 0x7f) {
      to.write(bytes.length);
    } else {
      to.write(0x7f);
      int rest = bytes.length - 0x7f;
      for (; rest >= 0x80; rest >>>= 7) {
        to.write(rest | 0x80);
      }
      to.write(rest);
    }
    to.write(bytes);
  }

  private static void frame(OutputStream to, int type, int flags, int stream, byte[] payload)
      throws IOException {
    int length = payload.length;
    if (length > 16_384) {
      throw new IllegalArgumentException("more than one frame may hold: " + length);
    }
    to.write(new byte[] {0, (byte) (length >>> 8), (byte) length, (byte) type, (byte) flags});
    to.write(new byte[] {0, 0, 0, (byte) stream});
    to.write(payload);
  }

  private void readAnswer() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = new byte[length];
      in.readFully(payload);
      if (type == SETTINGS && (flags & ACK) == 0) {
        frame(socket.getOutputStream(), SETTINGS, ACK, 0, new byte[0]);
      } else if (type == GOAWAY || type == RST_STREAM) {
        return;
      } else if (stream == 1 && (type == DATA || type == HEADERS)) {
        if ((flags & PADDED_OR_PRIORITY) != 0) {
          throw new IOException("a frame with padding or priority, which is not read here");
        }
        if (type == DATA) {
          content.write(payload);
        } else if (status == 0) {
          status = statusIn(payload);
        }
        if ((flags & END_STREAM) != 0) {
          return;
        }
      }
    }
  }

  /** The first field of an answer is its status: from the static table, or three digits. */
  private static int statusIn(byte[] fields) {
    int i = 0;
    if ((fields[i] & 0xe0) == 0x20) {
      // A new size of the dynamic table comes before it: five bits, and more bytes if all are set.
      boolean more = (fields[i] & 0x1f) == 0x1f;
      do {
        i++;
      } while (more && fields[i] < 0);
      i += more ? 1 : 0;
    }
    if (fields[i] < 0) {
      return STATUSES[(fields[i] & 0x7f) - 8];
    }
    int length = fields[i + 1] & 0x7f;
    if (fields[i + 1] >= 0) {
      return Integer.parseInt(new String(fields, i + 2, length, US_ASCII));
    }
    long bits = 0;
    for (int k = 0; k < length; k++) {
      bits = bits << 8 | (fields[i + 2 + k] & 0xff);
    }
    return digits(bits << (64 - 8 * length));
  }

  /** Three digits of HPACK's Huffman code: 0, 1 and 2 have five bits, the others six. */
  private static int digits(long bits) {
    int number = 0;
    long rest = bits;
    for (int k = 0; k < 3; k++) {
      int five = (int) (rest >>> 59);
      boolean isShort = five <= 2;
      number = number * 10 + (isShort ? five : (int) (rest >>> 58) - 0x19 + 3);
      rest <<= isShort ? 5 : 6;
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
