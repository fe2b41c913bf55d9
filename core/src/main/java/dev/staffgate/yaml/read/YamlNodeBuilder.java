package dev.staffgate.yaml.read;

import dev.staffgate.model.Place;
import dev.staffgate.validation.Section;
import dev.staffgate.yaml.read.YamlNode.Entries;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list or a mapping whose end has not come. Not thread-safe. */
final class YamlNodeBuilder {
  /** The number of keys up to which a search is faster than a table. */
  private static final int FEW = 8;

  final boolean mapping;

  /** The section that it is, if its entries are handed over one by one. */
  final @Nullable Section section;

  private final Place at;
  private final List<YamlNode> items;
  private final List<Entry> entries;
  private @Nullable Map<String, Scalar> keys; // of more than a few

  /** The key whose value has not come. */
  @Nullable Scalar key;

  /** True if that key was refused. */
  boolean skipValue;

  /**
   * The entry that is handed over once it is known that the text goes on as YAML. An entry right
   * before a fault is often misread for the same reason.
   */
  @Nullable Entry waiting;

  YamlNodeBuilder(boolean mapping, @Nullable Section section, Place at) {
    this.mapping = mapping;
    this.section = section;
    this.at = at;
    this.items = mapping ? List.of() : new ArrayList<>(3);
    this.entries = mapping ? new ArrayList<>(3) : List.of();
  }

  void add(YamlNode item) {
    items.add(item);
  }

  void add(Entry entry) {
    entries.add(entry);
  }

  List<Entry> entries() {
    return entries;
  }

  /** Registers a key; returns the one that is equal and was registered before, or null. */
  @Nullable Scalar register(Scalar key) {
    if (entries.size() < FEW) {
      for (Entry entry : entries) {
        if (entry.key().text().equals(key.text())) {
          return entry.key();
        }
      }
      return null;
    }
    if (keys == null) {
      keys = new HashMap<>();
      for (Entry entry : entries) {
        keys.put(entry.key().text(), entry.key());
      }
    }
    return keys.putIfAbsent(key.text(), key);
  }

  /** Returns the node, now that its end has come. */
  YamlNode done() {
    return mapping ? new Entries(entries, at) : new Items(items, at);
  }
}
