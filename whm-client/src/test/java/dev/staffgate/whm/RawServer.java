package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
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
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server that misbehaves to the byte. It stands behind every host name and port: clients reach it
 * as their HTTP proxy, and TLS begins inside the tunnel.
 */
final class RawServer implements AutoCloseable {
  /** What it does once a request was read. */
  interface Script {
    void answer(Connection connection) throws IOException;
  }

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

  /** How long a connection is held that the client does not close. */
  static final int PATIENCE_MS = 60_000;

  private final ServerSocket listener;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "raw-server");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final Semaphore ended = new Semaphore(0);
  private volatile @Nullable SSLContext tls;
  private volatile Script script = connection -> {};
  private volatile String lastRequest = "";

  RawServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /**
   * Sets what happens from the next connection on, and forgets what happened.
   *
   * @param tls null: it speaks without TLS and does not wait for a request
   */
  void behave(@Nullable SSLContext tls, Script script) {
    this.tls = tls;
    this.script = script;
    requests.set(0);
    connections.set(0);
    lastRequest = "";
    ended.drainPermits();
  }

  ProxySelector asProxy() {
    return ProxySelector.of(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
  }

  /** How many requests came. */
  int requests() {
    return requests.get();
  }

  /** How many connections were made. */
  int connections() {
    return connections.get();
  }

  /** The last request, head and body. */
  String lastRequest() {
    return lastRequest;
  }

  /** Whether a connection ended since {@link #behave}, or does within {@code millis}. */
  boolean endsWithin(long millis) throws InterruptedException {
    return ended.tryAcquire(millis, TimeUnit.MILLISECONDS);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        threads.execute(() -> serve(socket));
      }
    } catch (SocketException closed) {
      // the listener was closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      connections.incrementAndGet();
      socket.setSoTimeout(PATIENCE_MS);
      readRequest(socket.getInputStream());
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
      SSLContext context = tls;
      if (context == null) {
        script.answer(new Connection(socket, this::received));
        return;
      }
      try (SSLSocket secure =
          (SSLSocket) context.getSocketFactory().createSocket(socket, (InputStream) null, true)) {
        received(readRequest(secure.getInputStream()));
        script.answer(new Connection(secure, this::received));
      }
    } catch (IOException clientWentAway) {
      // what the client makes of it is looked at there
    } finally {
      ended.release();
    }
  }

  private void received(String request) {
    lastRequest = request;
    requests.incrementAndGet();
  }

  @CanIgnoreReturnValue
  private static String readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole request");
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head + new String(in.readNBytes(bytes), ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }

  /** The server's end of a connection. */
  static final class Connection {
    private final Socket socket;
    private final Consumer<String> received;

    private Connection(Socket socket, Consumer<String> received) {
      this.socket = socket;
      this.received = received;
    }

    /** Waits for another request over this connection. */
    void next() throws IOException {
      received.accept(readRequest(socket.getInputStream()));
    }

    Socket socket() {
      return socket;
    }

    OutputStream out() throws IOException {
      return socket.getOutputStream();
    }

    /** Waits until the client closes the connection, at most {@code millis}; true if it did. */
    boolean closesWithin(int millis) throws IOException {
      socket.setSoTimeout(millis);
      try {
        return socket.getInputStream().read() < 0;
      } catch (SocketTimeoutException stillOpen) {
        return false;
      }
    }

    /** Says nothing more until the client closes the connection. */
    void hang() throws IOException {
      if (!closesWithin(PATIENCE_MS)) {
        throw new IOException("the client waits on");
      }
    }
  }
}
