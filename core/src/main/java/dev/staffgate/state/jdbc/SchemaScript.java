package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One numbered step of the tables. Its statements can be run again after a crash halfway.
 *
 * <p>Each says from which version on a program works with the tables after it. A step that only
 * adds is worked with by older programs (expand); one that takes something away is not (contract),
 * and comes in a later release than the last program that needed it.
 *
 * @param number 1 for the first one
 * @param worksWith the lowest version that a program has to know
 * @param name the name of the file
 * @param text the SQL, in which {@code ${prefix}} stands for what names begin with
 */
record SchemaScript(int number, int worksWith, String name, String text) {
  private static final List<String> H2 =
      List.of("0001-entries.sql", "0002-accounts.sql", "0003-secrets.sql");
  private static final Pattern NAME = Pattern.compile("(\\d{4})-[a-z-]+\\.sql");
  private static final Pattern WORKS_WITH =
      Pattern.compile(
          "(?m)^-- A program that knows version (\\d{1,4}) works with these tables\\.$");

  /** Returns the steps for H2, in order. */
  static List<SchemaScript> forH2() {
    return H2.stream().map(name -> parse(name, resource("h2/" + name))).toList();
  }

  /** Reads a step; number and compatibility stand in its name and its comment. */
  static SchemaScript parse(String name, String text) {
    Matcher number = NAME.matcher(name);
    Matcher worksWith = WORKS_WITH.matcher(text);
    checkState(number.matches() && worksWith.find(), "%s lacks its number or its comment", name);
    return new SchemaScript(
        Integer.parseInt(number.group(1)), Integer.parseInt(worksWith.group(1)), name, text);
  }

  private static String resource(String name) {
    try (InputStream in = SchemaScript.class.getResourceAsStream(name)) {
      checkState(in != null, "%s is not in the jar", name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the statements with names in place; the last one records that the step was made. */
  List<String> statements(SchemaNames names) {
    String sql = text + "\n" + record();
    return Splitter.on(Pattern.compile(";\\s*(?:\\n|$)"))
        .trimResults()
        .omitEmptyStrings()
        .splitToStream(sql.replaceAll("(?m)^--.*\\n", ""))
        .map(statement -> statement.replace("${prefix}", names.qualifiedPrefix()))
        .toList();
  }

  private String record() {
    return "INSERT INTO ${prefix}schema (version, works_with, script, checksum) VALUES (%d, %d, '%s', '%s');\n"
        .formatted(number, worksWith, name, checksum());
  }

  /** Returns SHA-256 of the text, in hexadecimal digits. */
  String checksum() {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  /** Returns all of it for an administrator to run. */
  String toSql(SchemaNames names) {
    String comments =
        text.lines().takeWhile(line -> line.startsWith("--")).reduce("", (a, b) -> a + b + "\n");
    return "-- " + name + "\n" + comments + String.join(";\n\n", statements(names)) + ";\n";
  }
}
