package dev.staffgate.yaml.write;

import dev.staffgate.yaml.write.YamlTree.Entries;
import dev.staffgate.yaml.write.YamlTree.Entry;
import dev.staffgate.yaml.write.YamlTree.Items;
import dev.staffgate.yaml.write.YamlTree.Text;
import java.util.List;

/**
 * Lays a {@link YamlTree} out as text: two spaces for each level, on one line what may stand on one
 * and fits. Lines end in {@code \n}, and no scalar is broken over lines.
 */
public final class YamlText {
  /** The longest line, unless a single scalar is longer. */
  private static final int WIDTH = 120;

  private static final int STEP = 2;

  private YamlText() {}

  /** Returns a whole document, with a blank line before each section but the first. */
  public static String document(Entries root) {
    StringBuilder out = new StringBuilder();
    for (Entry entry : root.entries()) {
      if (out.length() > 0) {
        out.append('\n');
      }
      entry(entry, 0, out);
      out.append('\n');
    }
    return out.toString();
  }

  /** Returns a value on one line. */
  public static String inline(YamlTree tree) {
    StringBuilder out = new StringBuilder();
    inline(tree, out);
    return out.toString();
  }

  /** Returns an entry of a mapping at this column, the first line without the spaces before it. */
  public static String entry(Entry entry, int column) {
    StringBuilder out = new StringBuilder();
    entry(entry, column, out);
    return out.toString();
  }

  /**
   * Returns an item of a list whose dash is at this column, the first line without the spaces
   * before.
   */
  public static String item(YamlTree item, int column) {
    StringBuilder out = new StringBuilder();
    item(item, column, out);
    return out.toString();
  }

  /** Returns a value whose first line begins at this column, on one line if it fits. */
  public static String at(YamlTree tree, int column) {
    StringBuilder out = new StringBuilder();
    if (fitsInline(tree, column)) {
      inline(tree, out);
    } else {
      block(tree, column, out);
    }
    return out.toString();
  }

  /**
   * Returns a value whose first line begins at this column, on more than one line if it is not
   * empty.
   */
  public static String block(YamlTree tree, int column) {
    StringBuilder out = new StringBuilder();
    block(tree, column, out);
    return out.toString();
  }

  /** Returns what stands behind the colon of a key at this column, of which so many are used. */
  public static String behindColon(YamlTree tree, int column, int used) {
    StringBuilder out = new StringBuilder();
    behindColon(tree, column, used, out);
    return out.toString();
  }

  private static void entry(Entry entry, int column, StringBuilder out) {
    String key = key(entry);
    out.append(key).append(':');
    behindColon(entry.value(), column, column + key.length() + 1, out);
  }

  private static void behindColon(YamlTree tree, int column, int used, StringBuilder out) {
    if (fitsInline(tree, used + 1)) {
      inline(tree, out.append(' '));
    } else {
      newLine(column + STEP, out);
      block(tree, column + STEP, out);
    }
  }

  private static void item(YamlTree item, int column, StringBuilder out) {
    out.append("- ");
    out.append(at(item, column + STEP));
  }

  private static boolean fitsInline(YamlTree tree, int used) {
    if (tree instanceof Text || tree.isEmpty()) {
      return true;
    }
    return tree.mayBeInline() && used + inline(tree).length() <= WIDTH;
  }

  private static void block(YamlTree tree, int column, StringBuilder out) {
    if (tree instanceof Items list) {
      for (int i = 0; i < list.items().size(); i++) {
        if (i > 0) {
          newLine(column, out);
        }
        item(list.items().get(i), column, out);
      }
    } else if (tree instanceof Entries mapping) {
      for (int i = 0; i < mapping.entries().size(); i++) {
        if (i > 0) {
          newLine(column, out);
        }
        entry(mapping.entries().get(i), column, out);
      }
    } else {
      inline(tree, out);
    }
  }

  private static String key(Entry entry) {
    return ScalarWriter.text(entry.key()).yaml();
  }

  private static void newLine(int column, StringBuilder out) {
    out.append('\n').append(" ".repeat(column));
  }

  private static void inline(YamlTree tree, StringBuilder out) {
    if (tree instanceof Text text) {
      out.append(text.yaml());
    } else if (tree instanceof Items list) {
      out.append('[');
      List<YamlTree> items = list.items();
      for (int i = 0; i < items.size(); i++) {
        inline(items.get(i), out.append(i == 0 ? "" : ", "));
      }
      out.append(']');
    } else if (tree.isEmpty()) {
      out.append("{}");
    } else {
      String before = "{ ";
      for (Entry entry : ((Entries) tree).entries()) {
        out.append(before);
        inlineEntry(entry, out);
        before = ", ";
      }
      out.append(" }");
    }
  }

  /** Returns an entry of a mapping on one line. */
  public static String inlineEntry(Entry entry) {
    StringBuilder out = new StringBuilder();
    inlineEntry(entry, out);
    return out.toString();
  }

  private static void inlineEntry(Entry entry, StringBuilder out) {
    inline(entry.value(), out.append(key(entry)).append(": "));
  }
}
