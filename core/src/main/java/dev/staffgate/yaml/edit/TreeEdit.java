package dev.staffgate.yaml.edit;

import static java.util.Objects.requireNonNull;

import dev.staffgate.yaml.edit.ElementChanges.Element;
import dev.staffgate.yaml.write.YamlText;
import dev.staffgate.yaml.write.YamlTree;
import dev.staffgate.yaml.write.YamlTree.Entries;
import dev.staffgate.yaml.write.YamlTree.Entry;
import dev.staffgate.yaml.write.YamlTree.Items;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Edits one text: what differs between the canonical trees of before and after is spliced in as
 * deep down as the text can be followed; where it is written in another shape, the value is
 * replaced as a whole. Not thread-safe.
 */
public final class TreeEdit {
  private final TextSplices splices;
  private final BlockSplicer blocks;
  private final FlowSplicer flows;
  private final SuppressionLines suppressions;

  private TreeEdit(String text) {
    this.splices = new TextSplices(text);
    this.blocks = new BlockSplicer(splices);
    this.flows = new FlowSplicer(splices);
    this.suppressions = new SuppressionLines(splices);
  }

  /** Returns the text, which says {@code before}, edited to say {@code after}. */
  public static String edit(String text, YamlSpan.Entries root, Entries before, Entries after) {
    TreeEdit edit = new TreeEdit(text);
    if (!edit.edit(root, before, after, true)) {
      throw new IllegalStateException("the sections of a policy cannot be edited one by one");
    }
    return edit.splices.result();
  }

  /** Edits a piece, or returns false and has changed nothing. */
  private boolean edit(YamlSpan spot, YamlTree before, YamlTree after, boolean root) {
    if (before.equals(after) || fillsBrackets(spot, after)) {
      return true;
    }
    if (spot instanceof YamlSpan.Entries entries
        && before instanceof Entries was
        && after instanceof Entries becomes) {
      return editEntries(entries, was, becomes, root);
    }
    return spot instanceof YamlSpan.Items items
        && before instanceof Items was
        && after instanceof Items becomes
        && editItems(items, was.items(), becomes.items());
  }

  /** Fills brackets that hold comments alone, which stay; returns false for all others. */
  private boolean fillsBrackets(YamlSpan spot, YamlTree after) {
    boolean isEmpty =
        (spot instanceof YamlSpan.Items items && items.items().isEmpty())
            || (spot instanceof YamlSpan.Entries entries && entries.entries().isEmpty());
    if (!isEmpty
        || after.isEmpty()
        || spot instanceof YamlSpan.Items != after instanceof Items
        || splices.comments(spot.start() + 1, spot.end() - 1).isEmpty()) {
      return false;
    }
    String written = YamlText.inline(after);
    splices.insert(spot.start() + 1, written.substring(1, written.length() - 1) + " ");
    return true;
  }

  private boolean editEntries(YamlSpan.Entries spot, Entries before, Entries after, boolean root) {
    Map<String, YamlTree> was = before.byKey();
    Map<String, YamlTree> becomes = after.byKey();
    Map<String, Integer> positions = spot.positions();
    Set<String> gone = new HashSet<>(was.keySet());
    gone.removeAll(becomes.keySet());
    boolean canFollow =
        was.keySet().stream()
            .allMatch(
                key ->
                    positions.containsKey(key) || Objects.equals(was.get(key), becomes.get(key)));
    if (!canFollow
        || gone.size() == positions.size()
        || (after.ordered() && !appendsAlone(was.keySet(), becomes.keySet()))) {
      return false;
    }
    ElementChanges changes = new ElementChanges(elements(spot));
    gone.forEach(key -> changes.remove(requireNonNull(positions.get(key))));
    int last = changes.lastStaying(changes.size());
    int column = splices.column(spot.start());
    for (Entry entry : after.entries()) {
      Integer position = positions.get(entry.key());
      if (position != null) {
        YamlSpan.Entry there = spot.entries().get(position);
        YamlTree old = was.get(entry.key());
        boolean done =
            old == null
                ? fillsBrackets(there.value(), entry.value())
                : edit(there.value(), old, entry.value(), false);
        if (!done) {
          replaceValue(spot, there, entry.value());
        }
      } else if (!was.containsKey(entry.key())) {
        changes.add(
            last, spot.block() ? YamlText.entry(entry, column) : YamlText.inlineEntry(entry));
      }
    }
    splice(changes, spot.block(), column, root);
    return true;
  }

  /**
   * Returns whether those that stay are in the order in which they were, and new ones behind them.
   */
  private static boolean appendsAlone(Set<String> was, Set<String> becomes) {
    List<String> order = new ArrayList<>(was);
    order.retainAll(becomes);
    becomes.stream().filter(key -> !was.contains(key)).forEach(order::add);
    return order.equals(new ArrayList<>(becomes));
  }

  private static List<Element> elements(YamlSpan.Entries spot) {
    return spot.entries().stream()
        .map(entry -> new Element(entry.start(), entry.end(), entry.reach()))
        .toList();
  }

  private boolean editItems(YamlSpan.Items spot, List<YamlTree> before, List<YamlTree> after) {
    int[] partners = ListAlignment.of(before, after);
    if (spot.items().size() != before.size() || IntStream.of(partners).allMatch(i -> i < 0)) {
      return false;
    }
    ElementChanges changes = new ElementChanges(elements(spot));
    Set<Integer> staying = new HashSet<>();
    IntStream.of(partners).forEach(staying::add);
    for (int i = 0; i < before.size(); i++) {
      if (!staying.contains(i)) {
        changes.remove(i);
      }
    }
    int column = splices.column(spot.start());
    int behind = ElementChanges.FRONT;
    for (int i = 0; i < partners.length; i++) {
      YamlTree item = after.get(i);
      if (partners[i] == ListAlignment.NONE) {
        changes.add(behind, spot.block() ? YamlText.item(item, column) : YamlText.inline(item));
      } else {
        behind = partners[i];
        YamlSpan there = spot.items().get(behind);
        if (!edit(there, before.get(behind), item, false)) {
          String written =
              spot.block()
                  ? YamlText.at(item, splices.column(there.start()))
                  : YamlText.inline(item);
          splices.replace(there.start(), there.end(), written);
        }
      }
    }
    splice(changes, spot.block(), column, false);
    return true;
  }

  /** Returns the elements of a list; they begin at their dash, if they have one. */
  private List<Element> elements(YamlSpan.Items spot) {
    List<Element> elements = new ArrayList<>();
    int dash = spot.start();
    for (YamlSpan item : spot.items()) {
      elements.add(new Element(spot.block() ? dash : item.start(), item.end(), item.reach()));
      dash = splices.skipToContent(item.reach());
    }
    return elements;
  }

  private void splice(ElementChanges changes, boolean block, int column, boolean root) {
    if (block) {
      blocks.splice(changes, column, root);
    } else {
      flows.splice(changes);
    }
  }

  private void replaceValue(YamlSpan.Entries in, YamlSpan.Entry entry, YamlTree value) {
    YamlSpan old = entry.value();
    if (!in.block()) {
      String colon = splices.text().startsWith(":", old.start() - 1) ? " " : ": ";
      splices.replace(
          old.start(), old.end(), (entry.isNothing() ? colon : "") + YamlText.inline(value));
      return;
    }
    int colon = splices.text().indexOf(':', entry.key().end()) + 1;
    String written = YamlText.behindColon(value, splices.column(in.start()), splices.column(colon));
    if (old.block() && !(old instanceof YamlSpan.Scalar)) {
      suppressions.cutAboveFirst(old.start());
      if (value instanceof YamlTree.Text || value.isEmpty()) {
        splices.insert(colon, written);
        splices.cut(splices.lineStart(old.start()), splices.nextLine(old.end()));
      } else {
        splices.replace(old.start(), old.end(), YamlText.block(value, splices.column(old.start())));
      }
    } else if (splices.isBroken(colon, old.start())) {
      splices.replace(old.start(), old.end(), YamlText.at(value, splices.column(old.start())));
    } else if (written.startsWith(" ") && !entry.isNothing()) {
      splices.replace(old.start(), old.end(), written.substring(1));
    } else {
      splices.replace(colon, old.end(), written);
    }
  }
}
