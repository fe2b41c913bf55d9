package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.files.BoundedReads;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.read.PolicyFilesSnapshot;
import dev.staffgate.yaml.read.PolicyLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;

/**
 * Reads policies. One policy is one file or several; it is read whole or not at all, and a {@link
 * PolicyException} tells all that is wrong with it in one go, at most 100 problems.
 *
 * <p>A policy's version is {@code sha256:} and the SHA-256 of its file in hexadecimal, without a
 * byte order mark; of several files, the SHA-256 of their sorted hashes, one a line. The order of
 * files does not change it.
 */
public final class PolicyFiles {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

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
    return load(look(files, options), options);
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
    PolicyLoader loader = loader(options);
    loader.addOnlyText(name, text);
    return loader.load(compiler(options));
  }

  /** Makes a policy of the bytes of several files by name, in their order. */
  static Policy parse(Map<String, byte[]> files, LoadOptions options) {
    PolicyLoader loader = loader(options);
    files.forEach(loader::add);
    return loader.load(compiler(options));
  }

  /** Makes a policy of what files held at one look. */
  static Policy load(PolicyFilesSnapshot snapshot, LoadOptions options) {
    return snapshot.load(compiler(options));
  }

  /**
   * Looks at files, and at folders of files.
   *
   * @throws PolicyException if their file system does not answer in time
   */
  static PolicyFilesSnapshot look(List<Path> files, LoadOptions options) {
    return look(files, LONGEST_LOOK, () -> lookNow(files, options));
  }

  /** Looks at files, however long it takes. */
  static PolicyFilesSnapshot lookNow(List<Path> files, LoadOptions options) {
    return PolicyFilesSnapshot.of(files, loader(options));
  }

  /** Looks in one way or another, for so long at most. */
  static PolicyFilesSnapshot look(
      List<Path> files, Duration patience, Callable<PolicyFilesSnapshot> look) {
    try {
      return BoundedReads.shared().read(files, patience, look);
    } catch (BoundedReads.NoAnswerException e) {
      throw new PolicyException(
          List.of(
              PolicyProblem.of(
                  Place.ofFile(0, files.get(0).toString()),
                  "file-no-answer",
                  "the files of the policy cannot be read within " + patience.toMillis() + " ms",
                  "their file system does not answer, and nothing is known of what they say now",
                  "see to the disk or the network mount that holds them")));
    } catch (IOException e) { // the snapshot reports them
      throw new UncheckedIOException(e);
    }
  }

  private static PolicyLoader loader(LoadOptions options) {
    PolicyLoader loader = new PolicyLoader(options.policy(), options.maxFileBytes());
    if (options.endMarkRequired()) {
      loader.requireEndMarks();
    }
    return loader;
  }

  private static BiFunction<PolicyDocument, String, Policy> compiler(LoadOptions options) {
    return (document, version) -> Policy.of(document, options.policy(), version);
  }
}
