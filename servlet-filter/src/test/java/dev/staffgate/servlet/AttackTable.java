package dev.staffgate.servlet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table of hostile inputs from the reference folder beside the repository. */
final class AttackTable {
  private AttackTable() {}

  /** The rows, by column name; skips the test by name where the folder is absent. */
  static List<Map<String, String>> rows(String file) {
    String folder = System.getProperty("staffgate.shared", "");
    Path table = Path.of(folder, "attacks", file);
    assumeTrue(
        !folder.isEmpty() && Files.isRegularFile(table),
        () -> "no " + file + " at '" + folder + "' (system property staffgate.shared)");
    try {
      List<String> lines = Files.readAllLines(table, StandardCharsets.UTF_8);
      List<String> columns = Splitter.on('\t').splitToList(lines.get(0));
      return lines.stream().skip(1).map(line -> row(columns, line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> row(List<String> columns, String line) {
    List<String> cells = Splitter.on('\t').splitToList(line);
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      row.put(columns.get(i), cells.get(i).equals("(empty)") ? "" : cells.get(i));
    }
    return row;
  }
}
