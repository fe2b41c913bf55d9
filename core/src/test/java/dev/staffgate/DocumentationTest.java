package dev.staffgate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Remedy;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.yaml.PolicyFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say what the code does, as far as a machine can tell. */
class DocumentationTest {
  private static final Path ROOT =
      Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"));
  private static final String REFERENCE = read(ROOT.resolve("docs/policy-reference.md"));
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:[.#](\\w+))?`");

  @Test
  void examplePolicy_loaded_hasNothingWrong() {
    Matcher block = Pattern.compile("```yaml\n(.*?)```\n", Pattern.DOTALL).matcher(REFERENCE);

    assertThat(block.find()).isTrue();
    assertThat(problems(block.group(1))).isEmpty();
  }

  private static List<PolicyProblem> problems(String text) {
    try {
      assertThat(PolicyFiles.parse("policy-reference.yaml", text).document().tests()).isNotEmpty();
      return List.of();
    } catch (PolicyException refused) {
      return refused.problems();
    }
  }

  @Test
  void tables_comparedWithTheCode_nameEveryReasonCodeAndRemedy() {
    assertThat(firstCells("### Reason codes"))
        .containsExactlyElementsOf(Stream.of(ReasonCode.values()).map(ReasonCode::text).toList());
    assertThat(firstCells("### Remedies"))
        .containsExactlyElementsOf(Stream.of(Remedy.values()).map(Remedy::text).toList());
  }

  private static List<String> firstCells(String heading) {
    String[] parts = REFERENCE.split(heading + "\n", 2);
    assertThat(parts).hasSize(2);
    return Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
        .matcher(parts[1].split("\n#", 2)[0])
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void stepsAndSections_inTheReference_keepTheirNumbers() {
    assertThat(numbers("(?m)^## (\\d+)\\. ")).containsExactly("1", "2", "3", "4", "5", "6", "7");
    String decision = REFERENCE.split("## 4\\. ", 2)[1].split("## 5\\. ", 2)[0];
    assertThat(numbers("(?m)^(\\d+)\\. ", decision))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
  }

  private static List<String> numbers(String pattern) {
    return numbers(pattern, REFERENCE);
  }

  private static List<String> numbers(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(one -> one.group(1)).toList();
  }

  @Test
  void links_inEveryDocument_leadToFiles() {
    List<String> broken = new ArrayList<>();
    for (Map.Entry<Path, String> document : documents().entrySet()) {
      for (MatchResult link : LINK.matcher(document.getValue()).results().toList()) {
        String target = link.group(1).split("#", 2)[0];
        boolean elsewhere = target.startsWith("https://") || target.isEmpty();
        if (!elsewhere && !Files.exists(document.getKey().resolveSibling(target))) {
          broken.add(ROOT.relativize(document.getKey()) + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void tests_namedInADocument_areThere() {
    Map<String, String> tests = testSources();
    List<String> missing = new ArrayList<>();
    for (Map.Entry<Path, String> document : documents().entrySet()) {
      for (MatchResult named : TEST.matcher(document.getValue()).results().toList()) {
        String source = tests.getOrDefault(named.group(1), "");
        String method = named.group(2) == null ? "class " + named.group(1) : named.group(2) + "(";
        if (!source.contains(method)) {
          missing.add(ROOT.relativize(document.getKey()) + ": " + named.group());
        }
      }
    }
    assertThat(tests).isNotEmpty();
    assertThat(missing).isEmpty();
  }

  private static Map<Path, String> documents() {
    Map<Path, String> documents = new HashMap<>();
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
      Stream.concat(top, below)
          .filter(file -> file.toString().endsWith(".md"))
          .forEach(file -> documents.put(file, read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  /** The sources of all tests, by the name of the class. */
  private static Map<String, String> testSources() {
    return Stream.of("core", "servlet-filter", "whm-client", "examples")
        .map(ROOT::resolve)
        .flatMap(DocumentationTest::testFiles)
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString().replace(".java", ""),
                DocumentationTest::read,
                String::concat));
  }

  private static Stream<Path> testFiles(Path module) {
    try (Stream<Path> files = Files.walk(module)) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .filter(file -> file.toString().replace('\\', '/').contains("/src/test/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
