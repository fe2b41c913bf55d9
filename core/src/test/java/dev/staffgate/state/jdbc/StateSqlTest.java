package dev.staffgate.state.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All SQL that the library holds, read from the constants of its compiled classes and from its
 * files: whatever changes or deletes rows names the version that it has seen.
 */
class StateSqlTest {
  private static final Pattern CHANGES =
      Pattern.compile(
          "(?is)(?:^|\\W)(?:UPDATE\\s+\\S+\\s+SET|UPDATE\\s+$|DELETE\\s+FROM|MERGE\\s+(?:INTO|USING)"
              + "|REPLACE\\s+INTO|TRUNCATE\\s+TABLE)(?:\\W|$)");
  private static final Pattern NAMES_A_VERSION =
      Pattern.compile("(?is)\\sWHERE\\s.*\\bversion = \\?");
  private static final Pattern NAMES_AN_ATTEMPT =
      Pattern.compile("(?is)\\sWHERE\\s.*\\bversion = \\?.*\\battempt = \\?");

  @Test
  void everyChange_inClassesAndFiles_hasTheVersionInItsCondition() throws Exception {
    List<String> changes = changes(allTexts(root(JdbcStateStore.class)));

    assertThat(changes).hasSize(9).allMatch(sql -> NAMES_A_VERSION.matcher(sql).find());
    // A row that was deleted can come again with the same version, and the attempt tells them
    // apart. Credentials are never deleted, and parts belong to a version of their account.
    assertThat(changes)
        .filteredOn(sql -> !NAMES_AN_ATTEMPT.matcher(sql).find())
        .satisfiesExactlyInAnyOrder(
            sql -> assertThat(sql).contains("SET password_hash = ?"),
            sql -> assertThat(sql).contains("WHERE account = ? AND version = ?"));
  }

  @Test
  void plantedStatements_withoutAVersion_areFound() throws Exception {
    assertThat(changes(allTexts(root(StateSqlTest.class))))
        .contains(PlantedStatements.UPDATE, PlantedStatements.DELETE)
        .anyMatch(sql -> sql.contains("staffgate_planted"));
    assertThat(NAMES_A_VERSION.matcher(PlantedStatements.UPDATE).find()).isFalse();
    assertThat(NAMES_A_VERSION.matcher(PlantedStatements.DELETE).find()).isFalse();
  }

  /** Statements as somebody in a hurry might write them. */
  private static final class PlantedStatements {
    static final String UPDATE = "update t set used = 1 where id = ?";
    static final String DELETE = "DELETE FROM t WHERE id = ? AND used_version = 1";

    static String concatenated(String table) {
      return "UPDATE " + table + " SET staffgate_planted = ?";
    }
  }

  @Test
  void plantedStatement_ofAConcatenation_isRead() {
    assertThat(PlantedStatements.concatenated("t")).startsWith("UPDATE t");
  }

  private static List<String> changes(List<String> texts) {
    return texts.stream().filter(text -> CHANGES.matcher(text).find()).distinct().toList();
  }

  private static Path root(Class<?> type) throws Exception {
    Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(root).isDirectory();
    return root;
  }

  private static List<String> allTexts(Path root) throws IOException {
    List<String> texts = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (file.toString().endsWith(".class")) {
        texts.addAll(constants(file));
      } else if (file.toString().endsWith(".sql")) {
        texts.addAll(List.of(Files.readString(file).split(";", -1)));
      }
    }
    assertThat(texts).hasSizeGreaterThan(1_000);
    return texts;
  }

  /**
   * Reads the texts of a class file's constants.
   *
   * @see <a href="https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html#jvms-4.4">The
   *     Java Virtual Machine Specification, 4.4</a>
   */
  private static List<String> constants(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.skipNBytes(8);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts.add(new String(in.readNBytes(in.readUnsignedShort()), UTF_8));
          case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            i++; // takes two places
          }
          default -> throw new IOException(file + " has a constant of kind " + tag);
        }
      }
    }
    return texts;
  }
}
