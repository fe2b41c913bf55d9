package dev.staffgate.yaml.edit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a source text and where it stands in it, by offsets in UTF-16 units. Comments belong
 * to no piece.
 */
public sealed interface YamlSpan {
  /** Returns the offset of its first character: of its first key or dash, if it is a block. */
  int start();

  /** Returns the offset behind its last character, which is neither a blank nor a line break. */
  int end();

  /**
   * Returns the offset behind all that belongs to it: line breaks too, at the end of a block
   * scalar.
   */
  int reach();

  /** Returns whether it is a list or a mapping without brackets, or a block scalar. */
  boolean block();

  /** A scalar; an empty one has no characters. */
  record Scalar(String text, boolean block, int start, int end, int reach) implements YamlSpan {}

  /** A list. */
  record Items(List<YamlSpan> items, boolean block, int start, int end, int reach)
      implements YamlSpan {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A mapping. */
  record Entries(List<Entry> entries, boolean block, int start, int end, int reach)
      implements YamlSpan {
    public Entries {
      entries = List.copyOf(entries);
    }

    /** Returns the position of each key. */
    Map<String, Integer> positions() {
      Map<String, Integer> positions = new LinkedHashMap<>();
      for (int i = 0; i < entries.size(); i++) {
        positions.put(entries.get(i).key().text(), i);
      }
      return positions;
    }

    /** Returns the value of a key, or null. */
    @Nullable YamlSpan value(String key) {
      for (Entry entry : entries) {
        if (entry.key().text().equals(key)) {
          return entry.value();
        }
      }
      return null;
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, YamlSpan value) {
    public int start() {
      return key.start();
    }

    public int end() {
      return Math.max(key.end(), value.end());
    }

    int reach() {
      return Math.max(key.reach(), value.reach());
    }

    /** Returns whether nothing stands behind the key. */
    boolean isNothing() {
      return value.start() == value.end();
    }
  }
}
