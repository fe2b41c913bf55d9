package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintOptions;
import dev.staffgate.analysis.LintSuppression;
import dev.staffgate.analysis.PolicyLint;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.comment.SuppressionReader;
import dev.staffgate.yaml.read.PolicyFilesSnapshot;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A policy with the comments in its files that allow findings of lint, read from the same bytes.
 *
 * <pre>{@code
 * PolicyLint lint = CommentedPolicy.load(files, LoadOptions.DEFAULT).lint(LintOptions.at(now));
 * }</pre>
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class CommentedPolicy {
  private final Policy policy;
  private final Map<String, String> texts;
  private final boolean inFiles;
  private final LoadOptions options;
  private final List<LintSuppression> suppressions;
  private final List<LintFinding> faults;

  private CommentedPolicy(
      Policy policy, Map<String, String> texts, boolean inFiles, LoadOptions options) {
    this.policy = policy;
    this.texts = ImmutableMap.copyOf(texts);
    this.inFiles = inFiles;
    this.options = options;
    SuppressionReader reader = new SuppressionReader();
    int index = 0;
    for (Map.Entry<String, String> file : texts.entrySet()) {
      reader.read(index++, file.getKey(), file.getValue());
    }
    this.suppressions = reader.suppressions();
    this.faults = reader.faults();
  }

  /**
   * Loads a policy and its comments.
   *
   * @param files files, and folders, as {@link PolicyFiles#load} takes them
   * @throws PolicyException if the policy cannot be used
   */
  public static CommentedPolicy load(List<Path> files, LoadOptions options) {
    PolicyFilesSnapshot snapshot = PolicyFiles.look(files, options);
    Map<String, byte[]> contents = snapshot.contents();
    Policy policy = PolicyFiles.load(snapshot, options);
    return new CommentedPolicy(
        policy, Maps.transformValues(contents, bytes -> new String(bytes, UTF_8)), true, options);
  }

  /**
   * Makes a policy of texts, with its comments.
   *
   * @param texts by the names that places give, in the order of the files
   * @throws PolicyException if the policy cannot be used
   */
  public static CommentedPolicy parse(Map<String, String> texts, LoadOptions options) {
    Policy policy =
        PolicyFiles.parse(Maps.transformValues(texts, text -> text.getBytes(UTF_8)), options);
    return new CommentedPolicy(policy, texts, false, options);
  }

  /** Returns the policy. */
  public Policy policy() {
    return policy;
  }

  /** Returns what the files hold, by name and in their order. */
  public Map<String, String> texts() {
    return texts;
  }

  /** Returns what the comments allow, by place. */
  public List<LintSuppression> suppressions() {
    return suppressions;
  }

  /** Returns a finding for each comment that is meant to allow something and cannot be read. */
  public List<LintFinding> faults() {
    return faults;
  }

  /** Returns the findings of lint, without those that are allowed. */
  public PolicyLint lint(LintOptions options) {
    return lint(options, List.of());
  }

  /**
   * Returns the findings of lint and others, without those that are allowed.
   *
   * @param others such as warnings about routes
   */
  public PolicyLint lint(LintOptions options, Collection<LintFinding> others) {
    return PolicyLint.of(policy, options)
        .plus(faults)
        .plus(others)
        .allowing(suppressions, options.now());
  }

  /**
   * Begins to edit the policy as it was read.
   *
   * @return an edit whose result can be written if the policy is kept in files
   */
  public PolicyEdit edit() {
    return PolicyEdit.of(new EditablePolicyTexts(texts, inFiles, options), policy);
  }
}
