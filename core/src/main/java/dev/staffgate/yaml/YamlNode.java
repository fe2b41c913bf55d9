package dev.staffgate.yaml;

import dev.staffgate.model.Place;
import java.util.List;

/** A piece of a document: a scalar, a list or a mapping, with its place. */
sealed interface YamlNode {
  Place at();

  /** What a person calls it. */
  String kind();

  /**
   * A text.
   *
   * @param plain whether it stood without quotation marks
   * @param lastLine the line, from 1, that it ends in
   */
  record Scalar(String text, boolean plain, Place at, int lastLine) implements YamlNode {
    @Override
    public String kind() {
      return text.isEmpty() && plain ? "nothing" : "a single value";
    }

    boolean isNothing() {
      return plain && text.isEmpty();
    }
  }

  /** Items in order. */
  record Items(List<YamlNode> items, Place at) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with their values, in order; no key twice. */
  record Entries(List<Entry> entries, Place at) implements YamlNode {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** What was refused already, and so is neither right nor wrong where it stands. */
  record Unread(Place at) implements YamlNode {
    @Override
    public String kind() {
      return "unread";
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, YamlNode value) {}
}
