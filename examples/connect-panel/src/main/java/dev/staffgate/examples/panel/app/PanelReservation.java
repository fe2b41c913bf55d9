package dev.staffgate.examples.panel.app;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port and the folder of one panel, taken before anything is written: a second panel that wants
 * either ends here, and has changed nothing of the first one's.
 */
final class PanelReservation implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PanelReservation.class);
  private static final String LOCK = "panel.lock";

  /** Connections that wait to be accepted; the usual 50 are gone in a burst of one outsider. */
  private static final int BACKLOG = 1024;

  private final ServerSocketChannel port;
  // Both are kept: the lock is lost with its channel, and a channel that nobody holds is closed.
  private final FileChannel lockFile;
  private final FileLock lock;

  private PanelReservation(ServerSocketChannel port, FileChannel lockFile, FileLock lock) {
    this.port = port;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Thrown if a port or a folder cannot be had; its message is one sentence with the mend. */
  static final class TakenException extends IOException {
    private static final long serialVersionUID = 1L;

    TakenException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Takes both, the port first.
   *
   * @throws TakenException if somebody else has one of them
   */
  static PanelReservation of(Path folder, PanelAddress address) throws IOException {
    ServerSocketChannel port = bind(address);
    try {
      Files.createDirectories(folder);
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(lockFile);
      if (lock == null) {
        lockFile.close();
        throw new TakenException(
            "another panel works in the folder "
                + folder
                + ": give this one a folder of its own by --folder",
            null);
      }
      return new PanelReservation(port, lockFile, lock);
    } catch (IOException | RuntimeException e) {
      port.close();
      throw e;
    }
  }

  private static ServerSocketChannel bind(PanelAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(new InetSocketAddress(address.listen(), address.port()), BACKLOG);
    } catch (SocketException e) {
      channel.close();
      throw new TakenException(whyNot(address, e), e);
    }
  }

  private static String whyNot(PanelAddress address, SocketException failure)
      throws SocketException {
    String listen = address.listen().getHostAddress();
    if (!address.listen().isAnyLocalAddress()
        && NetworkInterface.getByInetAddress(address.listen()) == null) {
      return listen + " is not an address of this machine: choose one of its own by --listen";
    }
    boolean taken =
        failure instanceof BindException && String.valueOf(failure.getMessage()).contains("in use");
    return "port "
        + address.port()
        + " of "
        + listen
        + (taken ? " is taken" : " cannot be used (" + failure.getMessage() + ")")
        + ": choose another by --port (from Maven by -Dpanel.port), or 0 for any that is free";
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException ofThisProgram) {
      return null;
    }
  }

  /** Returns the channel that connections come in by; bound, and the panel's to close. */
  ServerSocketChannel port() {
    return port;
  }

  /** Gives both back. Anything that cannot be closed ends with the program. */
  @Override
  public void close() {
    try (port;
        lockFile) {
      if (lock.isValid()) {
        lock.release();
      }
    } catch (IOException e) {
      log.warn("the lock of the panel's folder could not be released", e);
    }
  }
}
