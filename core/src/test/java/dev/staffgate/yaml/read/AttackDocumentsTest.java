package dev.staffgate.yaml.read;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Iterables;
import dev.staffgate.SharedFolder;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.Role;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.read.YamlNode.Entries;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hostile documents, and harmless ones that look like them. Rows about YAML itself are read as they
 * are; rows about types and names are carried over to the field of a policy that has the same type.
 */
class AttackDocumentsTest {
  private static final String FOLDER = "attacks/yaml/";

  /**
   * Each is settled within two seconds on a quiet machine. This is what one that takes the square
   * of its size would not keep on any.
   */
  private static final Duration SETTLED = Duration.ofSeconds(20);

  /** What this thread has worked, so that a busy machine is not taken for a slow reader. */
  private static final Ticker WORK =
      new Ticker() {
        @Override
        public long read() {
          return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
      };

  private static final Pattern REJECT = Pattern.compile("reject line=(?:-|(\\d+)(?:-(\\d+))?)");
  private static final Pattern LOAD = Pattern.compile("load (/\\S*)=(.*)");

  /**
   * The codes that each document of types and names is refused with. Any other one would mean that
   * it was refused for how it was carried over, and not for its hazard.
   */
  private static final ImmutableSetMultimap<String, String> HAZARDS =
      ImmutableSetMultimap.<String, String>builder()
          .putAll("tag-binary.yaml", "tag", "bad-permission")
          .putAll("recursive-inherit.yaml", "role-cycle")
          .putAll("dup-case.yaml", "differs-in-case-alone")
          .putAll("dup-staff-entry.yaml", "duplicate-key")
          .putAll("merge-quoted.yaml", "bad-id")
          .putAll("bool-off.yaml", "not-a-flag")
          .putAll("bool-on.yaml", "not-a-flag")
          .putAll("bool-n.yaml", "not-a-flag")
          .putAll("bool-string.yaml", "not-a-flag")
          .putAll("bool-int.yaml", "not-a-flag")
          .putAll("username-tilde.yaml", "bad-id")
          .putAll("octal-limit.yaml", "bad-count")
          .putAll("float-limit.yaml", "bad-count")
          .putAll("inf-limit.yaml", "bad-count")
          .putAll("nan-limit.yaml", "bad-count")
          .putAll("int-wrap-limit.yaml", "bad-count")
          .putAll("ip-v6-unquoted.yaml", "unexpected-colon")
          .putAll("list-as-string.yaml", "wrong-shape")
          .putAll("value-sign.yaml", "bad-id")
          .putAll("null-ip-allow.yaml", "wrong-shape")
          .putAll("null-route-permission.yaml", "wrong-shape")
          .putAll("top-level-list.yaml", "wrong-shape")
          .putAll("top-level-scalar.yaml", "wrong-shape")
          .putAll("unknown-nested-key.yaml", "unknown-key")
          .putAll("key-empty.yaml", "yaml-syntax")
          .putAll("key-list.yaml", "complex-key")
          .putAll("key-float-nan.yaml", "bad-id")
          .putAll("bidi-comment.yaml", "forbidden-character")
          .putAll("user-cyrillic-a.yaml", "bad-id")
          .putAll("user-greek-omicron.yaml", "bad-id")
          .putAll("user-fullwidth.yaml", "bad-id")
          .putAll("user-zero-width.yaml", "bad-id")
          .putAll("user-newline-escape.yaml", "bad-id")
          .putAll("user-crlf-escape.yaml", "bad-id")
          .putAll("user-leading-space.yaml", "bad-id")
          .putAll("user-nbsp.yaml", "bad-id")
          .putAll("user-too-long.yaml", "bad-id")
          .putAll("user-dotless-i.yaml", "bad-id")
          .putAll("user-collision-nfc.yaml", "bad-id")
          .putAll("user-collision-sharp-s.yaml", "bad-id")
          .putAll("role-homoglyph.yaml", "bad-id")
          .build();

  /**
   * The codes that each document of YAML itself is refused with, and no others: it is then refused
   * for its hazard.
   */
  private static final ImmutableSetMultimap<String, String> HAZARDS_OF_YAML =
      ImmutableSetMultimap.<String, String>builder()
          .putAll("tag-url.yaml", "tag")
          .putAll("tag-file.yaml", "tag")
          .putAll("tag-arraylist.yaml", "tag")
          .putAll("tag-bean.yaml", "tag")
          .putAll("tag-local.yaml", "tag")
          .putAll("tag-python.yaml", "tag")
          .putAll("tag-on-key.yaml", "tag")
          .putAll("tag-str-ok.yaml", "tag")
          .putAll("alias-billion-laughs.yaml", "anchor", "alias")
          .putAll("alias-undefined.yaml", "alias")
          .putAll("alias-star-in-list.yaml", "unquoted-star")
          .putAll("alias-redefined.yaml", "anchor", "alias")
          .putAll("alias-quadratic.gen.json", "anchor", "alias")
          .putAll("recursive-list.yaml", "anchor", "alias")
          .putAll("recursive-map.yaml", "anchor", "alias")
          .putAll("recursive-merge.yaml", "anchor", "merge-key", "alias")
          .putAll("depth-block-80.yaml", "too-deep")
          .putAll("depth-dashes.yaml", "too-deep")
          .putAll("depth-mixed-60.yaml", "too-deep")
          .putAll("depth-question.gen.json", "too-deep")
          .putAll("dup-top.yaml", "duplicate-key")
          .putAll("dup-nested.yaml", "duplicate-key")
          .putAll("dup-quoted.yaml", "duplicate-key")
          .putAll("merge-hidden-role.yaml", "anchor", "merge-key", "alias")
          .putAll("merge-list-order.yaml", "anchor", "merge-key", "alias")
          .putAll("merge-scalar.yaml", "merge-key")
          .putAll("empty-file.yaml", "empty-document")
          .putAll("comment-only.yaml", "empty-document")
          .putAll("truncated.yaml", "unclosed-bracket")
          .putAll("multi-document-empty.yaml", "second-document")
          .putAll("tab-indent.yaml", "tab")
          .putAll("tab-mixed.yaml", "tab")
          .putAll("unclosed-quote.yaml", "unclosed-quote")
          .putAll("unclosed-flow.yaml", "missing-comma")
          .putAll("reserved-indicator.yaml", "unquoted-at")
          .putAll("colon-no-space.yaml", "missing-blank")
          .putAll("bom-utf16le.yaml", "not-utf-8")
          .putAll("bom-utf16be.yaml", "not-utf-8")
          .putAll("invalid-utf8.yaml", "not-utf-8")
          .putAll("surrogate-utf8.yaml", "not-utf-8")
          .putAll("truncated-utf8.yaml", "not-utf-8")
          .putAll("bom-middle.yaml", "forbidden-character")
          .putAll("nul-byte.yaml", "forbidden-character")
          .putAll("escape-byte.yaml", "forbidden-character")
          .putAll("ls-line-break.yaml", "forbidden-character")
          .putAll("huge-scalar.gen.json", "file-too-large")
          .putAll("huge-comment.gen.json", "file-too-large")
          .build();

  /** What the policy holds that each document of types and names is carried over to, if any. */
  private static final ImmutableMap<String, Function<PolicyDocument, String>> HELD =
      ImmutableMap.<String, Function<PolicyDocument, String>>builder()
          .put("norway-list.yaml", AttackDocumentsTest::departments)
          .put("username-bool.yaml", AttackDocumentsTest::username)
          .put("username-exponent.yaml", AttackDocumentsTest::username)
          .put("username-date.yaml", AttackDocumentsTest::username)
          .put("sexagesimal-mac.yaml", AttackDocumentsTest::device)
          .put("key-bool.yaml", AttackDocumentsTest::roleWithoutGrants)
          .put("key-date.yaml", AttackDocumentsTest::roleWithoutGrants)
          .build();

  private final Set<String> refused = new HashSet<>();
  private final Set<String> refusedAsYaml = new HashSet<>();
  private final Set<String> loaded = new HashSet<>();

  @TempDir Path temporary;

  @Test
  void documents_ofTheIndex_areRefusedOrReadAsExpected() throws IOException {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (Map<String, String> row : SharedFolder.table(FOLDER + "index.tsv")) {
      String difference =
          row.get("level").equals("schema") ? carriedOver(row) : asItIs(row, document(row));
      checked++;
      if (!difference.isEmpty()) {
        wrong.add(row.get("file") + " (" + row.get("hazard") + "): " + difference);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(checked).isEqualTo(SharedFolder.table(FOLDER + "index.tsv").size());
    assertThat(checked).isGreaterThan(100);
    assertThat(refused).containsExactlyInAnyOrderElementsOf(HAZARDS.keySet());
    assertThat(refusedAsYaml).containsExactlyInAnyOrderElementsOf(HAZARDS_OF_YAML.keySet());
    assertThat(loaded).containsExactlyInAnyOrderElementsOf(HELD.keySet());
  }

  /** Policy reference 1: scalars are the text they are. */
  @ParameterizedTest
  @CsvSource({
    "on, staff",
    "no, staff",
    "1e5, staff",
    "2024-01-01, staff",
    "010, staff",
    "1_000, staff",
    "on, roles",
    "2024-01-01, roles",
    "NO, departments",
  })
  void ids_thatYamlTakesForSomethingElse_stayText(String id, String section) {
    String text =
        section.equals("departments")
            ? "departments: [" + id + "]"
            : section + ": { " + id + ": {} }";
    PolicyDocument document = PolicyFiles.parse("p.yaml", "staffgate: 1\n" + text).document();

    Map<String, List<String>> ids =
        Map.of(
            "staff", List.copyOf(document.staff().keySet()),
            "roles", List.copyOf(document.roles().keySet()),
            "departments", document.departments().stream().map(ref -> ref.id()).toList());
    assertThat(ids.get(section)).containsExactly(id);
  }

  /** Policy reference 1: as above, in a value. */
  @Test
  void attribute_thatYamlTakesForSixtieths_staysText() {
    PolicyDocument document =
        PolicyFiles.parse(
                "p.yaml", "staffgate: 1\nstaff: { ann: { attributes: { device: 10:20:30 } } }")
            .document();

    assertThat(document.staff().get("ann").attributes()).containsEntry("device", "10:20:30");
  }

  /** YAML itself refuses so long a key, so the id stands where a value does. */
  @Test
  void id_of5000Characters_isRefusedAsNoId() {
    assertThatThrownBy(
            () ->
                PolicyFiles.parse(
                    "p.yaml", "staffgate: 1\ndepartments: [" + "a".repeat(5000) + "]"))
        .isInstanceOfSatisfying(
            PolicyException.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(problem -> problem.code())
                    .containsExactly("bad-id"));
  }

  private String asItIs(Map<String, String> row, Path file) throws IOException {
    ProblemCollector problems = new ProblemCollector();
    Stopwatch watch = Stopwatch.createStarted(WORK);
    Optional<YamlNode> tree =
        new SourceTextReader(problems, LoadOptions.DEFAULT.maxFileBytes())
            .read(0, file)
            .flatMap(source -> YamlNodeReader.read(source, problems));
    Duration took = watch.elapsed();
    if (took.compareTo(SETTLED) > 0) {
      return "took " + took;
    }
    String expected = row.get("expected");
    Matcher load = LOAD.matcher(expected);
    boolean mayLoad = load.find() || expected.contains("load within");
    if (!problems.isEmpty()) {
      refusedAsYaml.add(row.get("file"));
      return refusedOtherwise(row, problems.toException());
    }
    if (!mayLoad) {
      return "was read";
    }
    String value = expected.contains("load within") ? "" : at(tree.orElseThrow(), load.group(1));
    return value.isEmpty() || value.equals(load.group(2)) ? "" : "was read as " + value;
  }

  /** What differs if a document is refused elsewhere, or for something else than its hazard. */
  private static String refusedOtherwise(Map<String, String> row, PolicyException refusal) {
    if (!codesOf(refusal).equals(HAZARDS_OF_YAML.get(row.get("file")))) {
      return "refused for " + codesOf(refusal);
    }
    List<Integer> lines = linesOf(refusal);
    return isRejectedAsExpected(row.get("expected"), lines) ? "" : "refused at lines " + lines;
  }

  private static List<Integer> linesOf(PolicyException refusal) {
    return refusal.problems().stream().map(problem -> problem.at().line()).toList();
  }

  private static Set<String> codesOf(PolicyException refusal) {
    return refusal.problems().stream().map(problem -> problem.code()).collect(toImmutableSet());
  }

  private static boolean isRejectedAsExpected(String expected, List<Integer> lines) {
    Matcher reject = REJECT.matcher(expected);
    if (!reject.find()) {
      return false;
    }
    if (reject.group(1) == null) {
      return true;
    }
    int first = Integer.parseInt(reject.group(1));
    int last = reject.group(2) == null ? first : Integer.parseInt(reject.group(2));
    return lines.stream().anyMatch(line -> line >= first && line <= last);
  }

  private static String at(YamlNode root, String pointer) {
    YamlNode node = root;
    for (String step : Splitter.on('/').split(pointer.substring(1))) {
      if (node instanceof Items items) {
        node = items.items().get(Integer.parseInt(step));
      } else {
        node =
            ((Entries) node)
                .entries().stream()
                    .filter(entry -> entry.key().text().equals(step))
                    .findFirst()
                    .orElseThrow()
                    .value();
      }
    }
    return json(node);
  }

  private static String json(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return '"' + scalar.text() + '"';
    }
    if (node instanceof Items items) {
      return items.items().stream().map(AttackDocumentsTest::json).collect(joining(",", "[", "]"));
    }
    return ((Entries) node)
        .entries().stream()
            .map(entry -> json(entry.key()) + ":" + json(entry.value()))
            .collect(joining(",", "{", "}"));
  }

  /**
   * The hazard of a row in a whole policy: what is wrong is told, and nothing else is. Of one that
   * loads, the value is the one that was written.
   */
  private String carriedOver(Map<String, String> row) throws IOException {
    String text =
        AttackPolicies.asPolicy(Files.readString(SharedFolder.file(FOLDER + row.get("file"))));
    String expected = row.get("expected");
    try {
      Policy policy = PolicyFiles.parse(row.get("file"), text);
      loaded.add(row.get("file"));
      return loadedOtherwise(row, policy.document());
    } catch (PolicyException e) {
      boolean all =
          linesOf(e).stream().allMatch(line -> isRejectedAsExpected(expected, List.of(line)));
      refused.add(row.get("file"));
      boolean forItsHazard = codesOf(e).equals(HAZARDS.get(row.get("file")));
      return all && forItsHazard ? "" : e.getMessage() + "\nin\n" + text;
    }
  }

  private static String loadedOtherwise(Map<String, String> row, PolicyDocument document) {
    Function<PolicyDocument, String> held = HELD.get(row.get("file"));
    Matcher load = LOAD.matcher(row.get("expected"));
    if (held == null || !load.find()) {
      return "was loaded";
    }
    return load.group().equals("load " + held.apply(document))
        ? ""
        : "was loaded as " + held.apply(document);
  }

  private static String departments(PolicyDocument document) {
    return "/allowed_countries="
        + document.departments().stream()
            .map(department -> '"' + department.id() + '"')
            .collect(joining(",", "[", "]"));
  }

  private static String username(PolicyDocument document) {
    return "/staff/0/username=\"" + Iterables.getOnlyElement(document.staff().keySet()) + '"';
  }

  private static String device(PolicyDocument document) {
    return "/staff/0/device=\""
        + Iterables.getOnlyElement(document.staff().values()).attributes().get("device")
        + '"';
  }

  private static String roleWithoutGrants(PolicyDocument document) {
    Role role = Iterables.getOnlyElement(document.roles().values());
    return "/roles/" + role.id() + "={\"permissions\":" + role.grants() + "}";
  }

  private Path document(Map<String, String> row) throws IOException {
    Path file = SharedFolder.file(FOLDER + row.get("file"));
    if (!row.get("file").endsWith(".gen.json")) {
      return file;
    }
    ProblemCollector problems = new ProblemCollector();
    YamlNode description =
        YamlNodeReader.read(new SourceText(0, file.toString(), Files.readString(file)), problems)
            .orElseThrow();
    StringBuilder text = new StringBuilder();
    generate((Entries) description, text);
    return Files.write(
        temporary.resolve(row.get("file") + ".yaml"), text.toString().getBytes(UTF_8));
  }

  private static void generate(Entries description, StringBuilder text) {
    String repeat = text(description, "repeat");
    int times = Integer.parseInt(text(description, "times"));
    text.append(text(description, "before"));
    for (int n = 0; n < times; n++) {
      text.append(
          repeat
              .replace("{n}", String.valueOf(n))
              .replace("{aabb16}", repeat.contains("{aabb16}") ? colliding(n) : ""));
    }
    for (YamlNode.Entry entry : description.entries()) {
      if (entry.key().text().equals("then")) {
        if (entry.value() instanceof Entries more) {
          generate(more, text);
        } else {
          text.append(((Scalar) entry.value()).text());
        }
      }
    }
  }

  private static String text(Entries description, String key) {
    return description.entries().stream()
        .filter(entry -> entry.key().text().equals(key))
        .map(entry -> ((Scalar) entry.value()).text())
        .findFirst()
        .orElseThrow();
  }

  /** The n-th word of sixteen units, each {@code Aa} or {@code BB}: all have one hash code. */
  private static String colliding(int n) {
    StringBuilder word = new StringBuilder();
    for (int bit = 0; bit < 16; bit++) {
      word.append((n >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return word.toString();
  }
}
