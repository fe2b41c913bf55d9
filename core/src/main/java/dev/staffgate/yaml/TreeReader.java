package dev.staffgate.yaml;

import dev.staffgate.model.Place;
import dev.staffgate.yaml.YamlNode.Entries;
import dev.staffgate.yaml.YamlNode.Entry;
import dev.staffgate.yaml.YamlNode.Items;
import dev.staffgate.yaml.YamlNode.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads text into {@link YamlNode}s, from SnakeYAML's events. Refuses what a policy has no use for:
 * tags, anchors, aliases, merge keys, keys that are no scalars, keys twice, a second document,
 * depth over {@value #MAX_DEPTH}.
 *
 * <p>Keeps what is open on a stack of its own, so that depth is no danger. Not thread-safe.
 */
final class TreeReader {
  /** How deep lists and mappings may stand in each other. */
  static final int MAX_DEPTH = 32;

  private final Source source;
  private final Problems problems;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable YamlNode root;
  private boolean tooDeep;

  private TreeReader(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * Returns the document, or nothing if it could not be read; what is wrong is among the problems.
   */
  static Optional<YamlNode> read(Source source, Problems problems) {
    return new TreeReader(source, problems).read();
  }

  /** A list or a mapping whose end has not come. */
  private static final class Open {
    final boolean mapping;
    final Place at;
    final List<YamlNode> items = new ArrayList<>();
    final List<Entry> entries = new ArrayList<>();
    final Map<String, Place> keys = new HashMap<>();
    @Nullable Scalar key;
    boolean skipValue;

    Open(boolean mapping, Place at) {
      this.mapping = mapping;
      this.at = at;
    }
  }

  private Optional<YamlNode> read() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(Integer.MAX_VALUE);
    ParserImpl parser = new ParserImpl(new StreamReader(source.text()), options);
    int documents = 0;
    try {
      while (!tooDeep) {
        Event event = parser.getEvent();
        if (event == null || event.is(Event.ID.StreamEnd)) {
          break;
        }
        if (event.is(Event.ID.DocumentStart) && ++documents == 2) {
          problems.report(
              place(event),
              "second-document",
              "a second document begins",
              "one file holds one document; what follows would be passed over",
              "take the `---` out, or put the rest into a file of its own");
          return Optional.empty();
        }
        take(event);
      }
    } catch (MarkedYAMLException e) {
      problems.add(SyntaxProblems.of(e, source));
      return Optional.empty();
    } catch (YAMLException e) {
      problems.report(
          source.start(),
          "not-yaml",
          "this is not YAML that a policy can be written in",
          "the parser does not go on: " + SyntaxProblems.oneLine(e.getMessage()),
          "look at the beginning of the file");
      return Optional.empty();
    }
    if (tooDeep) {
      return Optional.empty();
    }
    if (root == null || (root instanceof Scalar scalar && scalar.isNothing())) {
      problems.report(
          source.start(),
          "empty-document",
          "there is nothing in it",
          "an empty policy is more often an accident than a wish",
          "begin with `staffgate: 1`");
      return Optional.empty();
    }
    return Optional.of(root);
  }

  private void take(Event event) {
    if (event instanceof AliasEvent alias) {
      problems.report(
          place(event),
          "alias",
          "an alias `*" + alias.getAnchor() + "`",
          "a policy is read where it stands, without references inside the text",
          "write what is meant; a wildcard for all permissions is \"*\" with quotation marks");
      put(new Scalar("", false, place(event)), true);
    } else if (event instanceof ScalarEvent scalar) {
      refuseTagAndAnchor(scalar, scalar.getTag());
      put(
          new Scalar(scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN, place(event)),
          false);
    } else if (event instanceof CollectionStartEvent start) {
      refuseTagAndAnchor(start, start.getTag());
      if (open.size() == MAX_DEPTH) {
        tooDeep = true;
        problems.report(
            place(event),
            "too-deep",
            "lists and mappings stand more than " + MAX_DEPTH + " deep in each other",
            "nothing in a policy needs that",
            "look for brackets that do not close");
        return;
      }
      open.push(new Open(event.is(Event.ID.MappingStart), place(event)));
    } else if (event.is(Event.ID.SequenceEnd) || event.is(Event.ID.MappingEnd)) {
      Open done = open.pop();
      put(
          done.mapping
              ? new Entries(List.copyOf(done.entries), done.at)
              : new Items(List.copyOf(done.items), done.at),
          false);
    }
  }

  private void put(YamlNode node, boolean broken) {
    Open into = open.peek();
    if (into == null) {
      root = node;
    } else if (!into.mapping) {
      if (!broken) {
        into.items.add(node);
      }
    } else if (into.key == null) {
      key(into, node, broken);
    } else {
      if (!into.skipValue && !broken) {
        into.entries.add(new Entry(into.key, node));
      }
      into.key = null;
    }
  }

  private void key(Open into, YamlNode node, boolean broken) {
    into.skipValue = broken;
    if (!(node instanceof Scalar scalar)) {
      into.key = new Scalar("", true, node.at());
      into.skipValue = true;
      problems.report(
          node.at(),
          "complex-key",
          node.kind() + " as a key",
          "keys are names",
          "write a name before the colon");
      return;
    }
    into.key = scalar;
    if (scalar.plain() && scalar.text().equals("<<")) {
      into.skipValue = true;
      problems.report(
          scalar.at(),
          "merge-key",
          "a merge key `<<`",
          "what a mapping has stands in it, so that it can be read in one place",
          "write the entries out");
    } else if (!broken) {
      Place first = into.keys.putIfAbsent(scalar.text(), scalar.at());
      if (first != null) {
        into.skipValue = true;
        problems.report(
            scalar.at(),
            "duplicate-key",
            "key `" + Shown.text(scalar.text()) + "` stands here twice",
            "one of the two would be passed over; the first is at " + first,
            "take one out, or unite them");
      }
    }
  }

  private void refuseTagAndAnchor(NodeEvent event, @Nullable String tag) {
    // The quotation marks of a scalar give it the tag "!" and nothing else.
    if (tag != null) {
      problems.report(
          place(event),
          "tag",
          "a tag `" + Shown.text(tag) + "`",
          "the field that a value stands in says what it is; a tag could name a class to load",
          "take it out");
    }
    if (event.getAnchor() != null) {
      problems.report(
          place(event),
          "anchor",
          "an anchor `&" + Shown.text(event.getAnchor()) + "`",
          "a policy is read where it stands, without references inside the text",
          "take it out");
    }
  }

  private Place place(Event event) {
    Mark start = event.getStartMark();
    Mark end = event.getEndMark();
    boolean oneLine = event instanceof ScalarEvent && start.getLine() == end.getLine();
    return source.place(
        start.getLine(), start.getColumn(), oneLine ? end.getColumn() - start.getColumn() : 1);
  }
}
