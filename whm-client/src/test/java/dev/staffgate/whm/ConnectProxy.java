package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.net.InetAddresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy that leads on by {@code CONNECT} (RFC 9110, section 9.3.6), or answers something
 * else, and keeps all that clients said to it.
 */
final class ConnectProxy implements AutoCloseable {
  private static final Pattern CONNECT =
      Pattern.compile("CONNECT ([^ :]+):([0-9]+) HTTP/1\\.1\r\n(?s:.*)");

  private final ServerSocket listener;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "connect-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Optional<String> answer = Optional.empty();

  ConnectProxy() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** It answers so and closes, and leads nobody on. */
  void answer(String text) {
    answer = Optional.of(text);
  }

  String where() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  ProxySelector selector() {
    return ProxySelector.of(
        new InetSocketAddress(InetAddresses.forString("127.0.0.1"), listener.getLocalPort()));
  }

  /** All that clients sent, in clear and through tunnels, a byte to a character. */
  String heard() {
    synchronized (heard) {
      return heard.toString(ISO_8859_1);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        threads.execute(() -> serve(client));
      }
    } catch (SocketException closed) {
      // the listener was closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      Optional<String> refusal = answer;
      if (refusal.isPresent()) {
        client.getOutputStream().write(refusal.get().getBytes(ISO_8859_1));
        return;
      }
      Matcher connect = CONNECT.matcher(head);
      if (!connect.matches()) {
        throw new IOException("no CONNECT: " + head);
      }
      try (Socket server =
          new Socket(
              InetAddresses.forString(connect.group(1)), Integer.parseInt(connect.group(2)))) {
        client.getOutputStream().write("HTTP/1.1 200 Led on\r\n\r\n".getBytes(ISO_8859_1));
        threads.execute(() -> copy(server, client, false));
        copy(client, server, true);
      }
    } catch (IOException broken) {
      // what the client makes of it is looked at there
    }
  }

  private String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole head");
      }
      head.append((char) next);
    }
    hear(head.toString().getBytes(ISO_8859_1), head.length());
    return head.toString();
  }

  private void copy(Socket from, Socket to, boolean keep) {
    byte[] some = new byte[8192];
    try {
      OutputStream out = to.getOutputStream();
      for (int n = from.getInputStream().read(some); n >= 0; n = from.getInputStream().read(some)) {
        if (keep) {
          hear(some, n);
        }
        out.write(some, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException ended) {
      // one of both went away; the other is closed by serve
    }
  }

  private void hear(byte[] bytes, int length) {
    synchronized (heard) {
      heard.write(bytes, 0, length);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
