package dev.staffgate.containers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/** A container that runs. */
public interface RunningContainer extends AutoCloseable {
  /** Where it listens. */
  int port();

  /**
   * Runs one request within this thread, without a socket.
   *
   * @param target the bytes of the path, as ISO 8859-1
   */
  void run(String target) throws Exception;

  @Override
  void close() throws IOException;

  /** An answer: the status, 0 if there is none, and all of its text. */
  record Answer(int status, String text) {
    /** The value of a header; empty if it is absent. */
    public String header(String name) {
      return text.lines()
          .takeWhile(line -> !line.isEmpty())
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }
  }

  /**
   * Sends one request as it is, in a connection of its own.
   *
   * @param target the bytes between the method and the version, as ISO 8859-1
   */
  default Answer send(String method, String target, List<Map.Entry<String, String>> headers) {
    StringBuilder request =
        new StringBuilder(method)
            .append(' ')
            .append(target)
            .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n");
    headers.forEach(
        line -> request.append(line.getKey()).append(": ").append(line.getValue()).append("\r\n"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
      String text = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      int status = text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
      return new Answer(status, text);
    } catch (IOException e) {
      throw new AssertionError(method + " " + target, e);
    }
  }

  /**
   * Sends one request over HTTP/2 without TLS, in a connection of its own.
   *
   * @param target the bytes of {@code :path}, as ISO 8859-1, whatever they are
   */
  default Answer sendOverHttp2(
      String method, String target, List<Map.Entry<String, String>> headers) {
    try (RawHttp2Connection connection = new RawHttp2Connection(port())) {
      return connection.send(method, target, headers);
    } catch (IOException e) {
      throw new AssertionError(method + " " + target, e);
    }
  }
}
