package dev.staffgate.yaml;

import static java.util.Objects.requireNonNull;

import dev.staffgate.SharedFolder;
import dev.staffgate.yaml.read.AttackPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All policies that the project holds, good and bad: its files, those in its documents, and those
 * in the texts of its tests.
 */
final class PolicySamples {
  private static final Path ROOT =
      Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"));

  private static final Pattern TEXT_BLOCK =
      Pattern.compile("\"\"\"\n(\\s*staffgate: 1\n.*?)\"\"\"", Pattern.DOTALL);
  private static final Pattern STRING =
      Pattern.compile("\"(staffgate: 1\\\\n(?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern MARKDOWN =
      Pattern.compile("```yaml\n(staffgate: 1.*?)```\n", Pattern.DOTALL);
  private static final Pattern UNICODE = Pattern.compile("(?<!\\\\)\\\\u+([0-9a-fA-F]{4})");
  private static final String ATTACKS = "attacks/yaml/";

  private PolicySamples() {}

  /** Returns their texts by where they stand. */
  static Map<String, String> all() throws IOException {
    Map<String, String> samples = new LinkedHashMap<>();
    for (Path file : files()) {
      String name = ROOT.relativize(file).toString();
      if (name.endsWith(".yaml")) {
        samples.put(name, Files.readString(file));
      } else if (name.endsWith(".md")) {
        add(samples, name, MARKDOWN, file);
      } else if (name.endsWith(".java")) {
        add(samples, name, TEXT_BLOCK, file);
        add(samples, name, STRING, file);
      }
    }
    return samples;
  }

  /** Returns the hostile documents about types and names, by their files. */
  static Map<String, String> attacks() throws IOException {
    Map<String, String> samples = new LinkedHashMap<>();
    for (Map<String, String> row : SharedFolder.table(ATTACKS + "index.tsv")) {
      if (row.get("level").equals("schema")) {
        Path file = SharedFolder.file(ATTACKS + row.get("file"));
        samples.put(file.toString(), AttackPolicies.asPolicy(Files.readString(file)));
      }
    }
    return samples;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?target/.*|\\..*"))
          .filter(file -> file.toString().matches(".*\\.(yaml|md|java)"))
          .sorted()
          .toList();
    }
  }

  private static void add(Map<String, String> samples, String name, Pattern form, Path file)
      throws IOException {
    String text = Files.readString(file);
    form.matcher(text)
        .results()
        .forEach(
            found -> {
              String written = found.group(1);
              String sample = written;
              if (form == TEXT_BLOCK) {
                sample = unescaped(written.stripIndent());
              } else if (form == STRING) {
                sample = unescaped(written);
              }
              long line = text.substring(0, found.start()).lines().count();
              samples.put(name + ":" + line, sample);
            });
  }

  private static String unescaped(String java) {
    return UNICODE
        .matcher(java)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))))
        .translateEscapes();
  }
}
