package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.edit.FileTrees;
import dev.staffgate.yaml.edit.TreeEdit;
import dev.staffgate.yaml.edit.YamlSpan;
import dev.staffgate.yaml.edit.YamlSpanFinder;
import dev.staffgate.yaml.read.ProblemCollector;
import dev.staffgate.yaml.read.SourceTextReader;
import dev.staffgate.yaml.write.DocumentTree;
import dev.staffgate.yaml.write.YamlTree.Entries;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of one policy, as they were read or as they will be.
 *
 * @param byName in order, with their byte order marks
 * @param inFiles whether the names are those of files
 * @param options how they are loaded
 */
record EditablePolicyTexts(Map<String, String> byName, boolean inFiles, LoadOptions options) {
  /** The most names that a message tells. */
  private static final int MOST_NAMES = 3;

  private static final String MARK = "\uFEFF";

  EditablePolicyTexts {
    byName = ImmutableMap.copyOf(byName);
    checkArgument(!byName.isEmpty(), "a policy is at least one file");
  }

  /**
   * Reads the bytes of files, by name and in their order.
   *
   * @throws PolicyException if one of them cannot be read
   */
  static Map<String, byte[]> read(List<Path> files, LoadOptions options) {
    ProblemCollector problems = new ProblemCollector();
    SourceTextReader reader = new SourceTextReader(problems, options.maxFileBytes());
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      String name = files.get(i).toString();
      checkArgument(!bytes.containsKey(name), "%s is named twice", name);
      reader.bytes(i, files.get(i)).ifPresent(one -> bytes.put(name, one));
    }
    if (!problems.isEmpty()) {
      throw problems.toException();
    }
    return bytes;
  }

  /** Returns the texts of files, whose bytes have been loaded and so are text. */
  static EditablePolicyTexts ofFiles(Map<String, byte[]> bytes, LoadOptions options) {
    return new EditablePolicyTexts(
        Maps.transformValues(bytes, one -> new String(one, UTF_8)), true, options);
  }

  /**
   * Loads the texts.
   *
   * @throws PolicyException if they cannot be used
   */
  Policy load() {
    return PolicyFiles.parse(Maps.transformValues(byName, text -> text.getBytes(UTF_8)), options);
  }

  /** Edits these texts, which say {@code before}, to say {@code after}; checked by loading. */
  EditedPolicy edited(PolicyDocument before, PolicyDocument after) {
    EditablePolicyTexts edited = before.equals(after) ? this : spliced(before, after);
    Policy policy;
    try {
      policy = edited.load();
    } catch (PolicyException e) {
      throw RemovedNames.between(before, after).explain(e);
    }
    checkState(
        policy.document().equals(after),
        "the policy is written in a way that cannot be edited: it would not say what was asked"
            + " for");
    return new EditedPolicy(this, edited, policy);
  }

  /** Returns the names of the texts: the first few. */
  String names() {
    return byName.keySet().stream().limit(MOST_NAMES).collect(joining(", "))
        + (byName.size() > MOST_NAMES ? ", …" : "");
  }

  private EditablePolicyTexts spliced(PolicyDocument before, PolicyDocument after) {
    List<String> bare = byName.values().stream().map(EditablePolicyTexts::withoutMark).toList();
    List<YamlSpan.Entries> roots = bare.stream().map(YamlSpanFinder::of).toList();
    FileTrees trees = FileTrees.of(roots, DocumentTree.of(before), DocumentTree.of(after));
    ImmutableMap.Builder<String, String> edited = ImmutableMap.builder();
    int file = 0;
    for (Map.Entry<String, String> one : byName.entrySet()) {
      Entries was = trees.before(file);
      String text = TreeEdit.edit(bare.get(file), roots.get(file), was, trees.after(file));
      edited.put(one.getKey(), one.getValue().startsWith(MARK) ? MARK + text : text);
      file++;
    }
    return new EditablePolicyTexts(edited.buildOrThrow(), inFiles, options);
  }

  private static String withoutMark(String text) {
    return text.startsWith(MARK) ? text.substring(1) : text;
  }
}
