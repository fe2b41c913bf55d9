package dev.staffgate.examples.benchmarks.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A connection that is kept open. Not thread-safe. */
final class PersistentConnection implements AutoCloseable {
  private static final int TIMEOUT = 20_000;
  private static final String END = "\r\n\r\n" + TrivialServlet.TEXT;

  private final Socket socket;
  private final byte[] buffer = new byte[8192];

  PersistentConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT);
  }

  void send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
  }

  /**
   * Reads an answer to the end, if it is the servlet's.
   *
   * @throws IllegalStateException if it is another
   */
  void expectAnswer() throws IOException {
    int length = 0;
    while (!endsWith(length, END)) {
      length += read(length);
      if (length >= 12 && status() != 200) {
        throw new IllegalStateException(new String(buffer, 0, length, US_ASCII));
      }
    }
  }

  /** Reads the status of an answer, and as much of the answer as came with it. */
  int readStatus() throws IOException {
    int length = 0;
    while (length < 12) {
      length += read(length);
    }
    return status();
  }

  private int read(int from) throws IOException {
    int read = socket.getInputStream().read(buffer, from, buffer.length - from);
    if (read <= 0) {
      throw new IOException("the container has closed the connection, or says too much");
    }
    return read;
  }

  private int status() {
    return (buffer[9] - '0') * 100 + (buffer[10] - '0') * 10 + buffer[11] - '0';
  }

  private boolean endsWith(int length, String end) {
    for (int i = 0; i < end.length(); i++) {
      int at = length - end.length() + i;
      if (at < 0 || buffer[at] != end.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
