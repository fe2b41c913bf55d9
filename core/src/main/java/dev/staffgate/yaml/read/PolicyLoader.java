package dev.staffgate.yaml.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.validation.PolicyValidator;
import dev.staffgate.validation.RedeclaredPermissions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads the texts of one policy into a document, and reports everything that is wrong with them in
 * one go. Made for one policy. Not thread-safe.
 */
public final class PolicyLoader {
  private final PolicyOptions options;
  private final ProblemCollector problems = new ProblemCollector();
  private final SourceTextReader reader;
  private final List<SourceText> sources = new ArrayList<>();
  private boolean endMarksRequired;

  /**
   * Creates a loader without texts.
   *
   * @param options the words that the embedding program adds to those of the library
   * @param maxFileBytes the largest number of bytes that {@link #add} accepts as one file
   */
  public PolicyLoader(PolicyOptions options, int maxFileBytes) {
    this.options = options;
    this.reader = new SourceTextReader(problems, maxFileBytes);
  }

  /**
   * Reads a text into a document, without requiring that the names in it are defined.
   *
   * @param name the file name in places
   * @throws PolicyException if the text does not have the form of a policy
   */
  public static PolicyDocument readDocument(String name, String text) {
    ProblemCollector problems = new ProblemCollector();
    DocumentReader reader = new DocumentReader(problems);
    new SourceTextReader(problems, Integer.MAX_VALUE)
        .decode(0, name, text.getBytes(UTF_8))
        .flatMap(source -> YamlNodeReader.read(source, problems))
        .ifPresent(reader::read);
    if (!problems.isEmpty()) {
      throw problems.toException();
    }
    return reader.document();
  }

  /**
   * Reads the text of one file, without its byte order mark, and without asking what it says.
   *
   * @throws PolicyException if it cannot be read, is too large, or is not the text of a policy
   */
  public static String readText(Path file, int maxFileBytes) {
    ProblemCollector problems = new ProblemCollector();
    Optional<SourceText> source = new SourceTextReader(problems, maxFileBytes).read(0, file);
    if (source.isEmpty() || !problems.isEmpty()) {
      throw problems.toException();
    }
    return source.get().text();
  }

  /** Lets each file be refused that does not end in the mark {@code ...}. */
  public void requireEndMarks() {
    endMarksRequired = true;
  }

  /** Adds the text of the only file, whatever its length. */
  public void addOnlyText(String name, String text) {
    reader.decode(0, name, text.getBytes(UTF_8)).ifPresent(sources::add);
  }

  /** Adds the bytes of the next file. */
  public void add(String name, byte[] bytes) {
    add(sources.size(), name, bytes);
  }

  void add(int index, String name, byte[] bytes) {
    reader.take(index, name, bytes).ifPresent(sources::add);
  }

  ProblemCollector problems() {
    return problems;
  }

  SourceTextReader reader() {
    return reader;
  }

  /**
   * Reads what was added, and compiles the document.
   *
   * @param compiler makes a policy of a document and its version; the problems of a {@link
   *     PolicyException} that it throws are reported with their source lines
   * @throws PolicyException if the texts cannot be read, or the document cannot be compiled
   */
  public <T> T load(BiFunction<PolicyDocument, String, T> compiler) {
    DocumentReader documents = new DocumentReader(problems);
    boolean whole = problems.isEmpty();
    for (SourceText source : sources) {
      if (endMarksRequired && !EndMark.isAtTheEndOf(source.text().getBytes(UTF_8))) {
        reportMissingEndMark(source);
      }
      Optional<YamlNode> tree = YamlNodeReader.read(source, problems, documents);
      tree.ifPresent(documents::read);
      whole &= tree.isPresent();
    }
    PolicyDocument document = documents.document();
    if (problems.isEmpty()) {
      try {
        return compiler.apply(document, PolicyVersion.of(sources));
      } catch (PolicyException e) {
        problems.addAll(ValuePlaces.refine(e.problems(), sources), e.hasMore()); // thrown below
      }
    } else {
      addRemainingProblems(document, documents, whole);
    }
    throw problems.toException();
  }

  private void reportMissingEndMark(SourceText source) {
    problems.report(
        source.placeOf(source.text().length(), 0),
        "no-end-mark",
        "the file does not end in the mark `...`",
        "this program asks for it: what is cut off could be a condition or a deny",
        "write `...` on a line of its own behind everything, or restore the rest of the file");
  }

  /** Adds what else is wrong with a document of which a part is missing or broken. */
  private void addRemainingProblems(
      PolicyDocument document, DocumentReader documents, boolean whole) {
    List<PolicyProblem> clashes = RedeclaredPermissions.of(document);
    clashes.forEach(problems::add);
    if (whole && clashes.isEmpty() && !problems.isPartMissing()) {
      // A part that could not be read may define what the others name.
      List<PolicyProblem> found =
          PolicyValidator.problems(document, options, documents.declared(document));
      problems.addAll(ValuePlaces.refine(found, sources), false);
    }
  }
}
