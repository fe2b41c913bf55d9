package dev.staffgate.yaml.write;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of a document that is to be written: what it says, and how it may be laid out. Two pieces
 * that say the same are equal.
 */
public sealed interface YamlTree {
  /**
   * A scalar.
   *
   * @param yaml as it is written, with its quotation marks
   */
  record Text(String yaml) implements YamlTree {}

  /** A list. On one line if it holds scalars alone and there is room. */
  record Items(List<YamlTree> items) implements YamlTree {
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * A mapping.
   *
   * @param entries in the order in which they are written
   * @param layout whether it may stand on one line
   * @param ordered whether the order of its entries is part of what it says
   */
  record Entries(List<Entry> entries, Layout layout, boolean ordered) implements YamlTree {
    public Entries {
      entries = List.copyOf(entries);
    }

    /**
     * Returns the keys with their values, in order. A key that stands twice has its first value.
     */
    public Map<String, YamlTree> byKey() {
      Map<String, YamlTree> byKey = new LinkedHashMap<>();
      entries.forEach(entry -> byKey.putIfAbsent(entry.key(), entry.value()));
      return byKey;
    }
  }

  /**
   * A key with its value.
   *
   * @param key as it reads, without quotation marks
   */
  record Entry(String key, YamlTree value) {}

  /** The layout of a mapping. */
  enum Layout {
    /** One line, where there is room. */
    INLINE,
    /** One line for each key. */
    BLOCK
  }

  /** Returns whether there is nothing in it. */
  default boolean isEmpty() {
    return (this instanceof Items list && list.items().isEmpty())
        || (this instanceof Entries mapping && mapping.entries().isEmpty());
  }

  /** Returns whether it may stand on one line. */
  default boolean mayBeInline() {
    return isEmpty()
        || this instanceof Text
        || (this instanceof Items list && list.items().stream().allMatch(Text.class::isInstance))
        || (this instanceof Entries mapping
            && mapping.layout() == Layout.INLINE
            && mapping.entries().stream().allMatch(entry -> entry.value().mayBeInline()));
  }

  /** Returns a list of scalars or mappings. */
  static Items items(List<? extends YamlTree> items) {
    return new Items(List.copyOf(items));
  }

  /** Returns a value that stands for itself, or a list of several. */
  static YamlTree oneOrMore(List<? extends YamlTree> values) {
    return values.size() == 1 ? values.get(0) : items(values);
  }

  /** Returns a builder of a mapping. */
  static Builder mapping() {
    return new Builder();
  }

  /** Collects the entries of a mapping. What is not there, or is empty, is left out. */
  final class Builder {
    private final List<Entry> entries = new ArrayList<>();

    private Builder() {}

    @CanIgnoreReturnValue
    public Builder put(String key, YamlTree value) {
      entries.add(new Entry(key, value));
      return this;
    }

    @CanIgnoreReturnValue
    public Builder put(String key, Optional<? extends YamlTree> value) {
      value.ifPresent(one -> put(key, one));
      return this;
    }

    @CanIgnoreReturnValue
    Builder putUnlessEmpty(String key, YamlTree value) {
      return value.isEmpty() ? this : put(key, value);
    }

    @CanIgnoreReturnValue
    Builder putIf(boolean there, String key, String word) {
      return there ? put(key, new Text(word)) : this;
    }

    @CanIgnoreReturnValue
    Builder putAll(Entries other) {
      entries.addAll(other.entries());
      return this;
    }

    Entries inline() {
      return new Entries(entries, Layout.INLINE, false);
    }

    Entries inlineInOrder() {
      return new Entries(entries, Layout.INLINE, true);
    }

    public Entries block() {
      return new Entries(entries, Layout.BLOCK, false);
    }
  }
}
