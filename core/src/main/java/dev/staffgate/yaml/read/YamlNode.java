package dev.staffgate.yaml.read;

import dev.staffgate.model.Place;
import java.util.List;

/** A piece of a document: a scalar, a list or a mapping, with its place. */
public sealed interface YamlNode {
  /** Returns where it stands. */
  Place at();

  /** Returns what a person calls it. */
  String kind();

  /**
   * A text. Its place is made when it is asked for: most are keys and titles, and never are.
   *
   * @param plain whether it stood without quotation marks
   * @param source what it is in
   * @param line the line that it begins in, from 0
   * @param column the column that it begins in, from 0
   * @param length how many characters of that line belong to it
   * @param lastLine the line that it ends in, from 1
   */
  record Scalar(
      String text, boolean plain, SourceText source, int line, int column, int length, int lastLine)
      implements YamlNode {
    @Override
    public Place at() {
      return source.place(line, column, length);
    }

    /** Returns the place behind its first characters, all of them on its first line. */
    Place behind(int characters) {
      return source.place(line, column + characters, 0);
    }

    @Override
    public String kind() {
      return isNothing() ? "nothing" : "a single value";
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
    /** Returns whether a key stands in it. */
    boolean has(String key) {
      return entries.stream().anyMatch(entry -> entry.key().text().equals(key));
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A piece that was refused already, and so is neither right nor wrong where it stands. */
  record Unread(Place at) implements YamlNode {
    @Override
    public String kind() {
      return "unread";
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, YamlNode value) {}
}
