package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import dev.staffgate.validation.PolicyValidator;
import dev.staffgate.validation.RedeclaredPermissions;
import dev.staffgate.yaml.read.DocumentReader;
import dev.staffgate.yaml.read.PolicyFilesSnapshot;
import dev.staffgate.yaml.read.ProblemCollector;
import dev.staffgate.yaml.read.SourceText;
import dev.staffgate.yaml.read.SourceTextReader;
import dev.staffgate.yaml.read.YamlNode;
import dev.staffgate.yaml.read.YamlNodeReader;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads policies. One policy is one file or several; it is read whole or not at all, and a {@link
 * PolicyException} tells all that is wrong with it in one go, at most 100 problems.
 *
 * <p>A policy's version is {@code sha256:} and the SHA-256 of its file in hexadecimal, without a
 * byte order mark; of several files, the SHA-256 of their sorted hashes, one a line. The order of
 * files is no part of it.
 */
public final class PolicyFiles {
  private PolicyFiles() {}

  /**
   * Loads a policy.
   *
   * @param files files, and folders: of a folder those that end in {@code .yaml} or {@code .yml},
   *     sorted by name, but hidden ones and what lies deeper
   * @throws PolicyException if it cannot be used
   */
  public static Policy load(Path... files) {
    return load(List.of(files), LoadOptions.DEFAULT);
  }

  /**
   * Loads a policy.
   *
   * @param files files, and folders: of a folder those that end in {@code .yaml} or {@code .yml},
   *     sorted by name, but hidden ones and what lies deeper
   * @throws PolicyException if it cannot be used
   */
  public static Policy load(List<Path> files, LoadOptions options) {
    checkArgument(!files.isEmpty(), "a policy is at least one file");
    return PolicyFilesSnapshot.of(files, options).load();
  }

  /**
   * Makes a policy of a text, as if it were the only file.
   *
   * @param name what places name it by
   * @throws PolicyException if it cannot be used
   */
  public static Policy parse(String name, String text) {
    return parse(name, text, LoadOptions.DEFAULT);
  }

  /**
   * Makes a policy of a text, as if it were the only file.
   *
   * @param name what places name it by
   * @throws PolicyException if it cannot be used
   */
  public static Policy parse(String name, String text, LoadOptions options) {
    ProblemCollector problems = new ProblemCollector();
    SourceTextReader reader = new SourceTextReader(problems, options.maxFileBytes());
    List<SourceText> sources = reader.decode(0, name, text.getBytes(UTF_8)).stream().toList();
    return policy(sources, problems, options);
  }

  /** Makes a policy of the bytes of several files by name, in their order. */
  static Policy parse(Map<String, byte[]> files, LoadOptions options) {
    ProblemCollector problems = new ProblemCollector();
    SourceTextReader reader = new SourceTextReader(problems, options.maxFileBytes());
    List<SourceText> sources = new ArrayList<>();
    files.forEach(
        (name, bytes) -> reader.take(sources.size(), name, bytes).ifPresent(sources::add));
    return policy(sources, problems, options);
  }

  /**
   * Reads a text into a document, without asking whether what it names is defined.
   *
   * @throws PolicyException if it has not the form of a policy
   */
  static PolicyDocument document(String name, String text) {
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

  public static Policy policy(
      List<SourceText> sources, ProblemCollector problems, LoadOptions options) {
    DocumentReader reader = new DocumentReader(problems);
    boolean whole = problems.isEmpty();
    for (SourceText source : sources) {
      Optional<YamlNode> tree = YamlNodeReader.read(source, problems, reader);
      tree.ifPresent(reader::read);
      whole &= tree.isPresent();
    }
    PolicyDocument document = reader.document();
    if (problems.isEmpty()) {
      try {
        return Policy.of(document, options.policy(), version(sources));
      } catch (PolicyException e) {
        e.problems().forEach(problems::add); // told below, with the lines that they are in
      }
    } else {
      checkTheRest(document, reader, whole, problems, options);
    }
    throw problems.toException();
  }

  /** What else is wrong with a document of which a part is missing or broken. */
  private static void checkTheRest(
      PolicyDocument document,
      DocumentReader reader,
      boolean whole,
      ProblemCollector problems,
      LoadOptions options) {
    List<PolicyProblem> clashes = RedeclaredPermissions.of(document);
    clashes.forEach(problems::add);
    if (whole && clashes.isEmpty() && !problems.isPartMissing()) {
      // A part that could not be read may define what the others name.
      PolicyValidator.problems(document, options.policy(), reader.declared(document))
          .forEach(problems::add);
    }
  }

  private static String version(List<SourceText> sources) {
    List<String> hashes = sources.stream().map(source -> sha256(source.text())).sorted().toList();
    return "sha256:"
        + (hashes.size() == 1 ? hashes.get(0) : sha256(String.join("\n", hashes) + "\n"));
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
  }

  /** The JDK's own: Guava's would be a dozen classes more when the first policy is loaded. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
