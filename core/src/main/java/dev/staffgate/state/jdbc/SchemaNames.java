package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of the tables: a prefix, and the database's schema they are in.
 *
 * <p>Both are 1 to 30 small letters, digits and underscores, beginning with a letter; they are
 * never quoted, so a word that SQL reserves cannot be a schema.
 *
 * @param schema the schema, which has to exist; empty for the connection's own
 * @param prefix what each table's name begins with, such as {@code staffgate_}
 */
public record SchemaNames(Optional<String> schema, String prefix) {
  /** The prefix unless told otherwise. */
  public static final String DEFAULT_PREFIX = "staffgate_";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,29}");

  /**
   * Checks both names.
   *
   * @throws IllegalArgumentException if one is anything else
   */
  public SchemaNames {
    checkArgument(
        NAME.matcher(prefix).matches(),
        "the prefix of tables is a letter and up to 29 more of a-z 0-9 _");
    checkArgument(
        schema.isEmpty() || NAME.matcher(schema.get()).matches(),
        "the name of a schema is a letter and up to 29 more of a-z 0-9 _");
  }

  /** Returns the names unless told otherwise: {@code staffgate_…} in the connection's schema. */
  public static SchemaNames defaults() {
    return new SchemaNames(Optional.empty(), DEFAULT_PREFIX);
  }

  /** Returns these names in a schema. */
  public SchemaNames inSchema(String name) {
    return new SchemaNames(Optional.of(name), prefix);
  }

  /** Returns these names with another prefix. */
  public SchemaNames withPrefix(String other) {
    return new SchemaNames(schema, other);
  }

  /** Returns the name of a table as it stands in SQL. */
  String table(String name) {
    return qualifiedPrefix() + name;
  }

  String qualifiedPrefix() {
    return schema.map(name -> name + "." + prefix).orElse(prefix);
  }
}
