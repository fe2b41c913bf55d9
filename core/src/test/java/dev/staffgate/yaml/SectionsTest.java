package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.Resources;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.validation.Section;
import dev.staffgate.yaml.edit.FileTrees;
import dev.staffgate.yaml.edit.YamlSpan;
import dev.staffgate.yaml.edit.YamlSpanFinder;
import dev.staffgate.yaml.read.PolicyLoader;
import dev.staffgate.yaml.write.DocumentTree;
import dev.staffgate.yaml.write.YamlTree.Entries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policy reference 2: what is read, written and edited knows every section of {@link Section}. */
class SectionsTest {
  private static final String VERSION = Section.VERSION_KEY + ": 1\n";
  private static final Pattern KEY = Pattern.compile("^([a-z-]+):", Pattern.MULTILINE);
  private static final String WHOLE = whole();

  private static final Path ROOT =
      Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"));

  /** Keys that mean nothing else than a section, so that a list of sections has one of them. */
  private static final Pattern KEY_OF_A_SECTION_ALONE =
      Pattern.compile(
          Stream.of(
                  Section.CATALOG,
                  Section.SCHEDULES,
                  Section.SEPARATE,
                  Section.SERVER_GROUPS,
                  Section.DEPARTMENTS,
                  Section.ROUTES)
              .map(Section::key)
              .collect(joining("|", "\"(", ")\"")));

  /** A document with every section, of which none says what goes without saying. */
  private static String whole() {
    try {
      String text =
          Resources.toString(Resources.getResource(SectionsTest.class, "whole.yaml"), UTF_8);
      return text.replace("catalog: hosting", "catalog: none");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a section in the whole document. */
  private static String text(Section section) {
    return Stream.of(WHOLE.split("(?m)^(?=[a-z-]+:)", -1))
        .filter(text -> text.startsWith(section.key() + ":"))
        .collect(joining());
  }

  private static String without(Section section) {
    return WHOLE.replace(text(section), "");
  }

  private static List<String> keys(String text) {
    return KEY.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static List<String> keys(Entries tree) {
    return List.copyOf(tree.byKey().keySet());
  }

  private static PolicyDocument document(String text) {
    return PolicyLoader.readDocument("policy.yaml", text);
  }

  @Test
  void sections_ofTheReference_areThoseOfTheEnumInItsOrder() throws IOException {
    String reference = Files.readString(ROOT.resolve("docs/policy-reference.md"));
    String section2 = reference.substring(reference.indexOf("## 2. Sections"));
    String example = section2.substring(section2.indexOf("```yaml"), section2.indexOf("\n```\n"));

    assertThat(keys(example))
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of(Section.VERSION_KEY), Stream.of(Section.values()).map(Section::key))
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void section_alone_isReadAndWritten(Section section) {
    PolicyDocument read = document(VERSION + text(section));

    assertThat(read).isNotEqualTo(document(VERSION));
    assertThat(keys(DocumentTree.of(read))).containsExactly(Section.VERSION_KEY, section.key());
    assertThat(document(PolicyWriter.write(read))).isEqualTo(read);
  }

  @ParameterizedTest
  @EnumSource
  void section_inAFileOfItsOwn_isEditedThere(Section section) {
    List<YamlSpan.Entries> files =
        Stream.of(without(section), VERSION + text(section)).map(YamlSpanFinder::of).toList();
    PolicyDocument whole = document(WHOLE);
    PolicyDocument empty = document(VERSION);

    FileTrees removal = FileTrees.of(files, DocumentTree.of(whole), DocumentTree.of(empty));
    assertThat(keys(removal.before(0))).doesNotContain(section.key());
    assertThat(keys(removal.before(0))).hasSize(Section.values().length);
    assertThat(keys(removal.before(1))).containsExactly(Section.VERSION_KEY, section.key());
    assertThat(keys(removal.after(1))).containsExactly(Section.VERSION_KEY);

    PolicyDocument others = document(without(section));
    List<YamlSpan.Entries> emptied =
        Stream.of(without(section), VERSION + section.key() + ":").map(YamlSpanFinder::of).toList();
    FileTrees addition = FileTrees.of(emptied, DocumentTree.of(others), DocumentTree.of(whole));
    assertThat(addition.after(0)).isEqualTo(addition.before(0));
    assertThat(addition.after(1).byKey().get(section.key()))
        .isEqualTo(DocumentTree.of(whole).byKey().get(section.key()));
  }

  @ParameterizedTest
  @EnumSource
  void section_inTwoFiles_isMergedAsItSays(Section section) {
    PolicyLoader loader = new PolicyLoader(LoadOptions.DEFAULT.policy(), 1 << 20);
    byte[] file = (VERSION + text(section)).getBytes(UTF_8);
    loader.add("a.yaml", file);
    loader.add("b.yaml", file);
    String codes = codes(loader);

    switch (section.merging()) {
      case ONCE -> assertThat(codes).contains("section-twice");
      case UNITED -> assertThat(codes).contains("defined-twice");
      case APPENDED -> assertThat(codes).doesNotContain("section-twice");
    }
  }

  private static String codes(PolicyLoader loader) {
    try {
      return loader.load((document, version) -> "");
    } catch (PolicyException e) {
      return e.problems().stream().map(problem -> problem.code()).collect(joining(" "));
    }
  }

  @ParameterizedTest
  @EnumSource
  void section_misspelt_isOfferedByItsKey(Section section) {
    String misspelt = VERSION + text(section).replaceFirst(":", "x:");

    assertThatThrownBy(() -> document(misspelt))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("did you mean `" + section.key() + "`?");
  }

  /** A section is added in one place: all others walk over the enum. */
  @Test
  void keys_ofTheSections_standInNoOtherSource() throws IOException {
    var found = new TreeMap<String, TreeSet<String>>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/"))
          .forEach(
              file ->
                  KEY_OF_A_SECTION_ALONE
                      .matcher(read(file))
                      .results()
                      .map(MatchResult::group)
                      .forEach(
                          key ->
                              found
                                  .computeIfAbsent(
                                      file.getFileName().toString(), any -> new TreeSet<>())
                                  .add(key)));
    }
    assertThat(found.keySet()).containsExactly("Section.java");
    assertThat(found.get("Section.java")).hasSize(6);
    assertThat(Arrays.stream(Section.values()).map(Section::key)).doesNotHaveDuplicates();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
