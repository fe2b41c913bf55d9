package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The JSON Schema of a policy document, for editors: it completes keys and permissions, explains
 * each key and marks what is misspelt while a policy is written.
 *
 * <p>It is of the dialect 2020-12, with only those keywords that mean the same in draft-07. Every
 * document that loads is valid by it, read with the types of YAML 1.2; a text that YAML takes for
 * null ({@code null}, {@code ~}) needs quotation marks. A valid document may still be refused when
 * it is loaded: a schema does not know which names are defined.
 */
public final class PolicySchema {
  private static final String RESOURCE = "policy.schema.json";

  private PolicySchema() {}

  /** Returns the schema as JSON text, the same each time; its lines end in {@code \n}. */
  public static String json() {
    try (InputStream in = PolicySchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
