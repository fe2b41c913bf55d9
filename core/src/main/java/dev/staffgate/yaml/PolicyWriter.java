package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.yaml.read.PolicyLoader;
import dev.staffgate.yaml.write.DocumentTree;
import dev.staffgate.yaml.write.YamlText;

/**
 * Writes policies: one text for all documents that are equal, without comments (policy reference,
 * section 5). To change a policy that people write and comment, use {@link PolicyEdit}.
 *
 * <p>Sections stand in the order of the policy reference. What has an id is sorted by it; lists
 * keep their order. What goes without saying is not written. Lines end in {@code \n}.
 */
public final class PolicyWriter {
  private PolicyWriter() {}

  /**
   * Writes a document. What is written has been read back and found equal to {@code document};
   * whether the names in it are defined is not asked.
   *
   * @return the text of one file, in memory about three times
   * @throws IllegalArgumentException if the format cannot say what {@code document} says: a
   *     document made in code may hold two conditions under one key, a duration with a fraction of
   *     a second, or a control character
   */
  public static String write(PolicyDocument document) {
    String text = YamlText.document(DocumentTree.of(document));
    PolicyDocument read;
    try {
      read = PolicyLoader.readDocument("written policy", text);
    } catch (PolicyException e) {
      throw new IllegalArgumentException(
          "this document cannot be written: " + e.problems().get(0).headline(), e);
    }
    checkArgument(
        read.equals(document), "this document cannot be written: it would read back as another");
    return text;
  }
}
