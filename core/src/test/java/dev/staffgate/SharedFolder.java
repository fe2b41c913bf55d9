package dev.staffgate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Vectors and attack rows that lie beside the project and are not part of it. Where they are
 * absent, a test that asks for them is skipped under its name.
 */
public final class SharedFolder {
  private static final Pattern ESCAPE_OR_TEXT =
      Pattern.compile("\\\\x([0-9a-fA-F]{2})|[^\\\\]+|\\\\");

  private SharedFolder() {}

  /** The file at {@code path} below the folder, such as {@code attacks/cidr.tsv}. */
  public static Path file(String path) {
    String folder = System.getProperty("staffgate.shared", "");
    Path file = Path.of(folder).resolve(path);
    assumeTrue(!folder.isEmpty() && Files.isRegularFile(file), () -> path + " is not there");
    return file;
  }

  /**
   * The rows of a tab-separated table, each by the names of its columns. Values are as written: see
   * {@link #unescape}.
   */
  public static List<Map<String, String>> table(String path) {
    List<String> lines = lines(file(path));
    String[] names = lines.get(0).split("\t", -1);
    return lines.stream().skip(1).map(line -> row(names, line.split("\t", -1))).toList();
  }

  private static Map<String, String> row(String[] names, String[] values) {
    if (values.length != names.length) {
      throw new IllegalStateException(values[0] + " has " + values.length + " columns");
    }
    Map<String, String> row = new LinkedHashMap<>();
    IntStream.range(0, names.length).forEach(i -> row.put(names[i], values[i]));
    return row;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes a table's value stands for: {@code \xHH} is the byte HH, {@code (empty)} is none. */
  public static byte[] unescape(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher piece = ESCAPE_OR_TEXT.matcher(value.equals("(empty)") ? "" : value);
    while (piece.find()) {
      bytes.writeBytes(
          piece.group(1) == null
              ? piece.group().getBytes(UTF_8)
              : HexFormat.of().parseHex(piece.group(1)));
    }
    return bytes.toByteArray();
  }
}
