package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkState;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.edit.FileReplacement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The result of an edit. Immutable and safe for any number of threads. */
public final class EditedPolicy {
  private final EditablePolicyTexts before;
  private final EditablePolicyTexts after;
  private final Policy policy;

  EditedPolicy(EditablePolicyTexts before, EditablePolicyTexts after, Policy policy) {
    this.before = before;
    this.after = after;
    this.policy = policy;
  }

  /** Returns the policy that the texts load to. */
  public Policy policy() {
    return policy;
  }

  /**
   * Returns all texts of the policy by name, changed or not, in the order in which they were given.
   */
  public Map<String, String> texts() {
    return after.byName();
  }

  /** Returns the texts that were changed, by name. */
  public Map<String, String> changedTexts() {
    return ImmutableMap.copyOf(
        Maps.filterEntries(
            after.byName(), text -> !text.getValue().equals(before.byName().get(text.getKey()))));
  }

  /**
   * Replaces the files that were changed. Each is replaced as a whole: a reader sees the old one or
   * the new one, and the new one is on the disk before it takes the place. A symbolic link stays
   * one; owner, group and permissions are kept where the file system has POSIX ones, but not access
   * control lists.
   *
   * <p>Several files cannot be replaced in one instant. If one fails, those before it are put back.
   * Programs that write by this method wait for each other, by a lock on the hidden file {@code
   * .staffgate.lock} in each folder. A change that is made in another way between the last look and
   * the replacement is lost.
   *
   * @throws ConcurrentModificationException if a file of the policy is not as it was read; nothing
   *     is replaced then, and the edit has to be made anew
   * @throws IOException if a file cannot be read or replaced: one that is mounted by itself, say,
   *     or one whose owner this program may not set; the message says what to do
   * @throws IllegalStateException if the policy is not kept in files
   */
  public void write() throws IOException {
    checkState(before.inFiles(), "this policy is not kept in files");
    FileReplacement.replace(bytes(before.byName()), bytes(changedTexts()));
  }

  private static Map<Path, byte[]> bytes(Map<String, String> texts) {
    Map<Path, byte[]> bytes = new LinkedHashMap<>();
    texts.forEach((name, text) -> bytes.put(Path.of(name), text.getBytes(UTF_8)));
    return bytes;
  }
}
