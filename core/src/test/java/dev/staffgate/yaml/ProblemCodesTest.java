package dev.staffgate.yaml;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import dev.staffgate.validation.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each kind of problem is in a document whose whole message is written down. */
class ProblemCodesTest {
  /** A code stands first among the texts of a problem, behind its place. */
  private static final Pattern IN_SOURCE =
      Pattern.compile("(?:report|PolicyProblem\\.of)\\(\\s*[^;\"]*?\"([a-z0-9-]+)\"");

  private static final Pattern IN_MESSAGE =
      Pattern.compile("^policy\\.yaml.* \\[([a-z0-9-]+)]$", Pattern.MULTILINE);

  /**
   * Of files and not of what stands in them: {@link InvalidPolicyFilesTest}, {@link
   * PolicySourceTest}, {@link HalfWrittenPolicyTest}, {@link HangingPolicyFilesTest}, {@link
   * TestedPolicySourceTest}.
   */
  private static final Set<String> OF_FILES =
      Set.of(
          "file-keeps-changing",
          "file-missing",
          "file-no-answer",
          "file-unreadable",
          "file-twice",
          "file-too-large",
          "folder-empty",
          "load-broke-off",
          "no-end-mark",
          "no-tests",
          "not-utf-8",
          "section-twice",
          "test-error",
          "too-many-files");

  /** Of an account in a table, which no document shows: {@code StaffgateDirectoryTest}. */
  private static final String OF_TABLES = "account-does-not-fit";

  /** Take more than 100,000 ways, or 1,000 assignments, to come about. */
  private static final Set<String> TOO_LARGE =
      Set.of("too-many-include-paths", "too-many-assignments");

  /** Of a file of declared changes, which is not a policy: {@link ExpectedChangesTest}. */
  private static final Set<String> OF_DECLARED_CHANGES =
      Set.of("expects-anything", "too-many-changes", "unknown-direction");

  private static final Path LINT = Path.of("src/main/java/dev/staffgate/analysis/lint");

  @Test
  void codes_inTheSources_areEachInAWrongDocument() throws IOException, URISyntaxException {
    Set<String> known = in(Path.of("src/main/java/dev/staffgate"), IN_SOURCE);
    assertThat(known)
        .as("what the sources were found to have")
        .hasSizeGreaterThan(80)
        .contains("unknown-", "role-cycle", "differs-in-case-alone", OF_TABLES)
        .containsAll(TOO_LARGE);
    if (known.remove("unknown-")) { // and the kind of name
      Arrays.stream(Section.values())
          .filter(Section::isReferenced)
          .map(section -> "unknown-" + section.noun().replace(' ', '-'))
          .forEach(known::add);
    }
    known.removeAll(OF_FILES);
    known.removeAll(TOO_LARGE);
    known.remove(OF_TABLES);
    known.removeAll(OF_DECLARED_CHANGES);

    Path wrong = Path.of(Resources.getResource(ProblemCodesTest.class, "wrong").toURI());
    assertThat(in(wrong, IN_MESSAGE)).containsAll(known);
  }

  private static Set<String> in(Path folder, Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".yaml"))
          .filter(file -> !file.startsWith(LINT)) // its codes are PolicyLintTest's
          .flatMap(file -> pattern.matcher(text(file)).results())
          .map(found -> found.group(1))
          .collect(toCollection(TreeSet::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
