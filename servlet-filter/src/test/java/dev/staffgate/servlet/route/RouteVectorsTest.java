package dev.staffgate.servlet.route;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Path patterns that another project publishes, as far as a route can say the same. They lie beside
 * the project; {@code docs/proof-vectors.md} says what came of them.
 */
class RouteVectorsTest {
  private static final List<String> KINDS =
      List.of("glob", "path-brace-equal", "path-brace", "path-colon", "prefix");
  private static final Pattern COLON_NAME = Pattern.compile("/:([a-zA-Z]+)");
  private static final Pattern TWICE = Pattern.compile(".*(\\{[^}]+\\}).*\\1.*");

  @Test
  void table_inTheDocuments_saysWhatTheRunCounts() throws IOException {
    StringBuilder counts = new StringBuilder();
    StringBuilder skipped = new StringBuilder();
    List<String> failures = new ArrayList<>();
    for (String kind : KINDS) {
      run("casbin/match-" + kind, counts, skipped, failures);
    }
    String document =
        Files.readString(
            Path.of(requireNonNull(System.getProperty("staffgate.root")), "docs/proof-vectors.md"));

    assertThat(failures).isEmpty();
    assertThat(document)
        .contains(
            "<!-- routes -->\n\n| file | entries | run | passed | not expressible |\n"
                + "|---|---:|---:|---:|---:|\n"
                + counts
                + "\n| file | entries | what a route lacks |\n|---|---|---|\n"
                + skipped
                + "\n<!-- end of routes -->");
  }

  private static void run(
      String file, StringBuilder counts, StringBuilder skipped, List<String> failures)
      throws IOException {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    int run = 0;
    int wrong = 0;
    for (Map<String, String> vector : vectors(file)) {
      String pattern = vector.get("pattern");
      Optional<String> reason = notExpressible(file, pattern, vector.get("value"));
      if (reason.isPresent()) {
        reasons.computeIfAbsent(reason.get(), any -> new ArrayList<>()).add(vector.get("id"));
        continue;
      }
      run++;
      boolean matches = matches(file, pattern, vector.get("value"));
      if (matches != Boolean.parseBoolean(vector.get("expect"))) {
        wrong++;
        failures.add(file + " " + vector + " was " + matches);
      }
    }
    int skips = reasons.values().stream().mapToInt(List::size).sum();
    counts.append(
        String.join(
                " | ",
                "| `" + file + "`",
                String.valueOf(run + skips),
                String.valueOf(run),
                String.valueOf(run - wrong),
                String.valueOf(skips))
            + " |\n");
    reasons.forEach(
        (reason, ids) ->
            skipped.append(
                "| `" + file + "` | " + String.join(", ", ids) + " | " + reason + " |\n"));
  }

  /** The translation on patterns of the project's own. */
  @ParameterizedTest
  @CsvSource({
    "path-brace, /mail/{box}, /mail/in, true",
    "path-brace, /mail/{box}, /mail/in/7, false",
    "path-colon, /mail/:box/*, /mail/in/7/8, true",
    "path-colon, /mail/:box/*, /mail/in, false",
    "path-colon, /mail/:box/*, /mail/in/, true",
    "prefix, /mail/*, /mail, false",
    "prefix, /mail, /mail/, false",
    "glob, /mail/*/new, /mail/in/new, true",
    "glob, /mail/*, /mail/in/7, false",
    "glob, */mail/**, /mail, true",
    "glob, */mail/**, /old/mail, false",
  })
  void path_ofAPattern_matchesAsThePatternSays(
      String kind, String pattern, String path, boolean expected) {
    assertThat(matches("casbin/match-" + kind, pattern, path)).isEqualTo(expected);
  }

  private static Optional<String> notExpressible(String file, String pattern, String path) {
    boolean glob = file.endsWith("glob");
    String rest = glob ? absolute(pattern).replaceAll("/\\*\\*$|/\\*(?=/|$)", "") : pattern;
    if (glob && pattern.startsWith("**")) {
      return Optional.of("`**` at the start: it stands at the end alone");
    }
    if (rest.replaceAll("/\\*$", "").contains("*")) {
      return Optional.of("a `*` within a segment: it is a whole one");
    }
    if (glob && (path.contains("//") || path.endsWith("/"))) {
      return Optional.of("a `*` for an empty segment: no placeholder matches it");
    }
    return file.endsWith("equal") && TWICE.matcher(pattern).matches()
        ? Optional.of("two segments with the same text: each name stands once")
        : Optional.empty();
  }

  /** A path begins with a slash: what a glob has before the first one can match nothing there. */
  private static String absolute(String glob) {
    return glob.startsWith("*/") ? glob.substring(1) : glob;
  }

  /**
   * In a glob, {@code *} is a segment and {@code /**} the rest, as in a route. Elsewhere {@code /*}
   * at the end is all behind a slash; {@code /**} covers what is before the slash, too, so a route
   * before it takes that out: the first that matches decides.
   */
  private static boolean matches(String file, String pattern, String path) {
    boolean glob = file.endsWith("glob");
    String route = glob ? absolute(pattern) : pattern;
    if (file.endsWith("colon")) {
      route = COLON_NAME.matcher(pattern).replaceAll("/{$1}");
    }
    boolean rest = !glob && route.endsWith("/*");
    String before = rest ? route.substring(0, route.length() - 2) : "/never";
    Policy policy =
        PolicyFiles.parse(
            "vector.yaml",
            "staffgate: 1\nroutes:\n"
                + ("- {path: \"" + before + "\", access: signed-in}\n")
                + ("- {path: \"" + route + (rest ? "*" : "") + "\", access: public}\n"));
    CompiledRoute found = new RouteRules(policy).find("GET", path);
    return found != null && found.rule().equals(policy.document().routes().get(1));
  }

  /** The entries of a file: texts, numbers and booleans as written. */
  private static List<Map<String, String>> vectors(String file) throws IOException {
    String folder = System.getProperty("staffgate.shared", "");
    Path path = Path.of(folder, "vectors", file + ".json");
    assumeTrue(!folder.isEmpty() && Files.isRegularFile(path), () -> path + " is not there");
    List<Map<String, String>> vectors = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(Files.readString(path))) {
      while (parser.nextToken() != JsonToken.START_ARRAY) {
        // Title and origin of the file.
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> vector = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken unused = parser.nextToken();
          vector.put(name, parser.getText());
        }
        vectors.add(vector);
      }
    }
    return vectors;
  }
}
