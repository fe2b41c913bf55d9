package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.files.OthersAccess;
import dev.staffgate.files.OwnerOnlyPermissions;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An H2 database in one file, opened by its URL alone.
 *
 * <p>{@code WRITE_DELAY=0} writes each commit before it returns; by default H2 does so half a
 * second later, and a process that is killed loses what it acknowledged. The file system {@code
 * async:} survives an interrupted thread, which breaks the default one for every thread. A trace
 * file, which may hold values, is not written. H2 waits as long for a lock as the store does for an
 * answer. {@code RETENTION_TIME} is the time for which nothing is overwritten; {@link FileUpkeep}
 * says why it may be short.
 *
 * @param folder the folder of the file
 * @param name the name without {@code .mv.db}
 */
record H2File(Path folder, String name, String url) implements ConnectionSupply {
  static final String SUFFIX = ".mv.db";

  private static final Logger log = LoggerFactory.getLogger(H2File.class);
  private static final String USER = "staffgate";
  private static final long FULL_BELOW_BYTES = 1024 * 1024;

  static H2File at(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    String name = absolute.getFileName() == null ? "" : absolute.getFileName().toString();
    name = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    checkArgument(!name.isEmpty(), "the path of a state file has a file name");
    checkArgument(
        absolute.toString().chars().noneMatch(c -> c == ';' || c == '$' || c == '\\' || c < ' ')
            || absolute.getFileSystem().getSeparator().equals("\\"),
        "the path of a state file has no semicolon, dollar sign, backslash or control character");
    checkArgument(
        absolute.toString().indexOf(';') < 0, "the path of a state file has no semicolon");
    Path folder = requireNonNull(absolute.getParent(), "folder");
    return new H2File(folder, name, url("async:", folder.resolve(name)));
  }

  /** Returns the URL of a file; tests put a file system of their own in front. */
  static String url(String fileSystems, Path file) {
    return "jdbc:h2:"
        + fileSystems
        + file
        + ";WRITE_DELAY=0;RETENTION_TIME=3000;LOCK_TIMEOUT=2000;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0";
  }

  /**
   * Makes the file for its owner alone if it is not there, so that others cannot open it at any
   * moment.
   *
   * @throws StateStoreException if it cannot be made, or others can read it
   */
  void prepare() {
    Path file = folder.resolve(name + SUFFIX);
    if (!Files.isDirectory(folder)) {
      throw refused(Kind.UNAVAILABLE, "its folder does not exist: make it first", null);
    }
    try {
      if (!Files.exists(file) && Files.isWritable(folder)) {
        OwnerOnlyPermissions.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      log.debug("the state file {} was made by another program meanwhile", file);
    } catch (IOException e) {
      throw refused(isFull() ? Kind.FULL : Kind.UNAVAILABLE, "its file cannot be made", e);
    }
    // Each commit writes the file; the folder has to be writable for the file of a compaction.
    if (!Files.isWritable(folder) || !Files.isWritable(file)) {
      throw refused(
          Kind.READ_ONLY,
          "the folder or the file can be read only: allow this program's user to write both",
          null);
    }
    requireOwnerOnly(file);
  }

  private void requireOwnerOnly(Path file) {
    OthersAccess others;
    try {
      others = OthersAccess.of(file);
    } catch (IOException e) {
      throw refused(Kind.UNAVAILABLE, "the permissions of its file cannot be read", e);
    }
    if (others != OthersAccess.NONE) {
      throw refused(
          Kind.MISCONFIGURED,
          "others can read or write " + file + ", which is for its owner alone: chmod 600",
          null);
    }
  }

  private StateStoreException refused(Kind kind, String why, @Nullable IOException cause) {
    return new StateStoreException(
        kind, true, "the state in " + where() + " cannot be opened: " + why, cause);
  }

  @Override
  public Connection open() throws SQLException {
    try {
      Object unused = DriverManager.getDriver(url);
    } catch (SQLException none) {
      throw new StateStoreException(
          Kind.MISCONFIGURED,
          true,
          "a state file needs the driver of H2, and there is none: add the dependency"
              + " com.h2database:h2, or give a DataSource to JdbcStateStore.create",
          none);
    }
    return DriverManager.getConnection(url, USER, "");
  }

  @Override
  public boolean keepsConnections() {
    return true; // H2 closes the file with the last one
  }

  @Override
  public String where() {
    return folder.resolve(name) + SUFFIX;
  }

  @Override
  public boolean isFull() {
    try {
      return Files.getFileStore(folder).getUsableSpace() < FULL_BELOW_BYTES;
    } catch (IOException e) {
      log.debug("the room that is left in {} is not known", folder, e);
      return false;
    }
  }
}
