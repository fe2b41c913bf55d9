package dev.staffgate.yaml.edit;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the pieces of a text that has been loaded: it has no anchors and is not deep. */
public final class YamlSpanFinder {
  private final String text;

  // Marks count code points. The last one is kept: the next is near.
  private int knownPoint;
  private int knownOffset;

  private YamlSpanFinder(String text) {
    this.text = text;
  }

  /** Returns the pieces of a text without a byte order mark. */
  public static YamlSpan.Entries of(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    Node root = new Yaml(options).compose(new StringReader(text));
    if (new YamlSpanFinder(text).spot(root) instanceof YamlSpan.Entries entries) {
      return entries;
    }
    throw new IllegalStateException("a policy that was loaded is not a mapping");
  }

  private YamlSpan spot(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    int start = offset(node.getStartMark());
    boolean block = ((CollectionNode<?>) node).getFlowStyle() == FlowStyle.BLOCK;
    if (node instanceof SequenceNode sequence) {
      List<YamlSpan> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(spot(item)));
      int end = block ? items.get(items.size() - 1).end() : offset(node.getEndMark());
      int reach = block ? items.get(items.size() - 1).reach() : end;
      return new YamlSpan.Items(items, block, start, end, reach);
    }
    List<YamlSpan.Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      YamlSpan.Scalar key = scalar((ScalarNode) tuple.getKeyNode());
      entries.add(entry(key, spot(tuple.getValueNode())));
    }
    int end = block ? entries.get(entries.size() - 1).end() : offset(node.getEndMark());
    int reach = block ? entries.get(entries.size() - 1).reach() : end;
    return new YamlSpan.Entries(entries, block, start, end, reach);
  }

  /** Returns an entry; without a value it ends behind its colon, if it has one. */
  private YamlSpan.Entry entry(YamlSpan.Scalar key, YamlSpan value) {
    if (value.start() < value.end()) {
      return new YamlSpan.Entry(key, value);
    }
    int colon = key.end();
    while (colon < text.length() && (text.charAt(colon) == ' ' || text.charAt(colon) == '\t')) {
      colon++;
    }
    int end = text.startsWith(":", colon) ? colon + 1 : key.end();
    return new YamlSpan.Entry(key, new YamlSpan.Scalar("", false, end, end, end));
  }

  private YamlSpan.Scalar scalar(ScalarNode node) {
    int start = offset(node.getStartMark());
    int reach = offset(node.getEndMark());
    int end = reach;
    while (end > start && " \t\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    boolean block =
        node.getScalarStyle() == ScalarStyle.LITERAL || node.getScalarStyle() == ScalarStyle.FOLDED;
    return new YamlSpan.Scalar(node.getValue(), block, start, end, block ? reach : end);
  }

  private int offset(Mark mark) {
    knownOffset = text.offsetByCodePoints(knownOffset, mark.getIndex() - knownPoint);
    knownPoint = mark.getIndex();
    return knownOffset;
  }
}
