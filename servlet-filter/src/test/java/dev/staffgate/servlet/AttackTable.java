package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import dev.staffgate.network.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table of hostile inputs from the reference folder beside the repository. */
final class AttackTable {
  private AttackTable() {}

  private static final List<String> PATHS =
      List.of(
          "id",
          "raw_request_target",
          "method",
          "protected_path_intended",
          "expected",
          "source",
          "family",
          "headers",
          "caller");
  private static final List<String> CLIENT_IP =
      List.of(
          "id",
          "remote_addr",
          "headers",
          "trusted_proxies",
          "expected_client_ip",
          "source",
          "family",
          "mode");

  /** The rows of the table of paths; skips the test by name where it is absent. */
  static List<Map<String, String>> paths() {
    List<Map<String, String>> rows = rows("paths.tsv", PATHS);
    for (Map<String, String> row : rows) {
      requireOneOf(row, "expected", Set.of("blocked", "allowed-legit"));
      requireOneOf(row, "caller", Set.of("none", "all", "accounts.view"));
      requireOneOf(
          row,
          "protected_path_intended",
          Set.of("/admin/**", "/vault", "/api/accounts/**", "(unlisted)", "-"));
    }
    return rows;
  }

  /** The rows of the table of client addresses; skips the test by name where it is absent. */
  static List<Map<String, String>> clientAddresses() {
    List<Map<String, String>> rows = rows("client-ip.tsv", CLIENT_IP);
    for (Map<String, String> row : rows) {
      requireOneOf(
          row,
          "mode",
          Set.of("x-forwarded-for", "forwarded", "x-real-ip", "cf-connecting-ip", "none"));
      for (String one : Splitter.on('|').split(row.get("expected_client_ip"))) {
        if (!one.equals("reject") && !IpAddress.parse(one).toString().equals(one)) {
          throw unknown(row, "expected_client_ip");
        }
      }
    }
    return rows;
  }

  /** What is not understood fails here: left alone, it would pass as something else. */
  static void requireOneOf(Map<String, String> row, String column, Collection<String> known) {
    if (!known.contains(row.get(column))) {
      throw unknown(row, column);
    }
  }

  private static IllegalArgumentException unknown(Map<String, String> row, String column) {
    return new IllegalArgumentException(
        row.get("id") + ": what is `" + row.get(column) + "` as " + column + "?");
  }

  private static List<Map<String, String>> rows(String file, List<String> expected) {
    String folder = System.getProperty("staffgate.shared", "");
    Path table = Path.of(folder, "attacks", file);
    assumeTrue(
        !folder.isEmpty() && Files.isRegularFile(table),
        () -> "no " + file + " at '" + folder + "' (system property staffgate.shared)");
    try {
      List<String> lines = Files.readAllLines(table, StandardCharsets.UTF_8);
      return read(file, lines, expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the lines of a table.
   *
   * @throws IllegalArgumentException if it has other columns, a row of another length, or an id
   *     twice
   */
  static List<Map<String, String>> read(String file, List<String> lines, List<String> expected) {
    List<String> columns = Splitter.on('\t').splitToList(lines.get(0));
    checkArgument(columns.equals(expected), "%s has the columns %s", file, columns);
    List<Map<String, String>> rows =
        lines.stream().skip(1).map(line -> row(columns, line)).toList();
    checkArgument(
        rows.stream().map(row -> row.get("id")).distinct().count() == rows.size(),
        "%s has an id twice",
        file);
    return rows;
  }

  private static Map<String, String> row(List<String> columns, String line) {
    List<String> cells = Splitter.on('\t').splitToList(line);
    checkArgument(cells.size() == columns.size(), "a row of another length: %s", line);
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), cells.get(i).equals("(empty)") ? "" : cells.get(i));
    }
    return row;
  }
}
