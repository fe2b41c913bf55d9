package dev.staffgate.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A document as an editor hands it to a JSON Schema: with the types of YAML 1.2's core schema,
 * where the loader reads text.
 */
final class EditorYaml {
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,400}");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,400}");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,400}");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]{1,99}|[0-9]{1,99}(\\.[0-9]{0,99})?)([eE][-+]?[0-9]{1,2})?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private EditorYaml() {}

  /** Returns it as JSON; empty if it is not YAML, or uses what JSON has not. */
  static Optional<String> json(String text) {
    Node root;
    try {
      LoaderOptions options = new LoaderOptions();
      options.setNestingDepthLimit(200);
      root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    } catch (YAMLException notYaml) {
      return Optional.empty();
    }
    if (root == null) {
      return Optional.empty();
    }
    StringWriter written = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(written)) {
      write(root, json);
    } catch (NotJsonException withoutJson) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(written.toString());
  }

  private static void write(Node node, JsonGenerator json) throws IOException {
    if (node instanceof ScalarNode scalar) {
      if (scalar.getScalarStyle() == ScalarStyle.PLAIN) {
        writePlain(scalar.getValue(), json);
      } else {
        json.writeString(scalar.getValue());
      }
    } else if (node instanceof SequenceNode list) {
      json.writeStartArray();
      for (Node item : list.getValue()) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (node instanceof MappingNode mapping) {
      writeMapping(mapping.getValue(), json);
    }
  }

  private static void writeMapping(List<NodeTuple> entries, JsonGenerator json) throws IOException {
    Set<String> keys = new HashSet<>();
    json.writeStartObject();
    for (NodeTuple entry : entries) {
      if (!(entry.getKeyNode() instanceof ScalarNode key) || !keys.add(key.getValue())) {
        throw new NotJsonException();
      }
      json.writeFieldName(key.getValue());
      write(entry.getValueNode(), json);
    }
    json.writeEndObject();
  }

  private static void writePlain(String text, JsonGenerator json) throws IOException {
    if (NULL.contains(text)) {
      json.writeNull();
    } else if (TRUE.contains(text) || FALSE.contains(text)) {
      json.writeBoolean(TRUE.contains(text));
    } else if (INTEGER.matcher(text).matches()) {
      json.writeNumber(new BigInteger(text));
    } else if (OCTAL.matcher(text).matches()) {
      json.writeNumber(new BigInteger(text.substring(2), 8));
    } else if (HEXADECIMAL.matcher(text).matches()) {
      json.writeNumber(new BigInteger(text.substring(2), 16));
    } else if (FLOAT.matcher(text).matches()) {
      json.writeNumber(new BigDecimal(text));
    } else if (NOT_FINITE.matcher(text).matches()) {
      json.writeNumber(new BigDecimal("1e999")); // JSON has none of these; a number it is
    } else {
      json.writeString(text);
    }
  }

  private static final class NotJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
