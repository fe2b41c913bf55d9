package dev.staffgate.yaml;

import dev.staffgate.model.Place;
import dev.staffgate.yaml.YamlNode.Entries;
import dev.staffgate.yaml.YamlNode.Entry;
import dev.staffgate.yaml.YamlNode.Items;
import dev.staffgate.yaml.YamlNode.Scalar;
import dev.staffgate.yaml.YamlNode.Unread;
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
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads text into {@link YamlNode}s, from SnakeYAML's events. Refuses what a policy has no use for:
 * tags, anchors, aliases, merge keys, keys that are no scalars, keys twice, a second document,
 * depth over {@value #MAX_DEPTH}.
 *
 * <p>Keeps what is open on a stack of its own, so that depth is no danger. The entries of a large
 * section can be handed over one by one, so that the document as a whole is never in memory. Not
 * thread-safe.
 */
final class TreeReader {
  /** How deep lists and mappings may stand in each other. */
  static final int MAX_DEPTH = 32;

  private static final int FEW = 8;

  private final Source source;
  private final Problems problems;
  private final Receiver receiver;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable YamlNode root;
  private boolean tooDeep;
  private @Nullable Mark last;

  private TreeReader(Source source, Problems problems, Receiver receiver) {
    this.source = source;
    this.problems = problems;
    this.receiver = receiver;
  }

  /**
   * Returns the document, or nothing if it could not be read; what is wrong is among the problems.
   */
  static Optional<YamlNode> read(Source source, Problems problems) {
    return read(source, problems, Receiver.OF_NOTHING);
  }

  /**
   * Returns the document, or nothing if it could not be read to its end; what is wrong is among the
   * problems.
   *
   * @param receiver gets the entries of the sections that it wants; they are not in the document
   */
  static Optional<YamlNode> read(Source source, Problems problems, Receiver receiver) {
    return new TreeReader(source, problems, receiver).read();
  }

  /** Takes the entries of a section as they come. */
  interface Receiver {
    /** Wants nothing: all is in the document. */
    Receiver OF_NOTHING =
        new Receiver() {
          @Override
          public boolean wants(List<Entry> before, Scalar section) {
            return false;
          }

          @Override
          public void take(String section, Entry entry) {
            throw new IllegalStateException("nothing was wanted");
          }
        };

    /**
     * Whether the entries of this section shall be handed over.
     *
     * @param before what stands above it in the document
     */
    boolean wants(List<Entry> before, Scalar section);

    /** Takes an entry of a section; no key comes twice. */
    void take(String section, Entry entry);
  }

  /** A list or a mapping whose end has not come. */
  private static final class Open {
    final boolean mapping;
    final @Nullable String section; // if its entries are handed over
    final Place at;
    final List<YamlNode> items;
    final List<Entry> entries;
    final Map<String, Scalar> keys; // of more than a few; fewer are found among the entries
    @Nullable Scalar key;
    boolean skipValue;

    /**
     * What will be handed over once it is known that the text goes on as YAML. An entry right
     * before a fault is often misread for the same reason.
     */
    @Nullable Entry waiting;

    Open(boolean mapping, @Nullable String section, Place at) {
      this.mapping = mapping;
      this.section = section;
      this.at = at;
      this.items = mapping ? List.of() : new ArrayList<>(4);
      this.entries = mapping ? new ArrayList<>(6) : List.of();
      this.keys = mapping ? new HashMap<>(0) : Map.of();
    }

    /** Notes a key; returns the one that is equal and was noted before, or null. */
    @Nullable Scalar note(Scalar key) {
      if (section == null && entries.size() < FEW) {
        for (Entry entry : entries) {
          if (entry.key().text().equals(key.text())) {
            return entry.key();
          }
        }
        return null;
      }
      if (keys.isEmpty()) {
        entries.forEach(entry -> keys.put(entry.key().text(), entry.key()));
      }
      return keys.putIfAbsent(key.text(), key);
    }
  }

  private Optional<YamlNode> read() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(Integer.MAX_VALUE);
    ParserImpl parser = new ParserImpl(new StreamReader(source.text()), options);
    int documents = 0;
    while (!tooDeep) {
      Event event = next(parser);
      if (event == null) {
        return Optional.empty();
      }
      if (event.is(Event.ID.StreamEnd)) {
        break;
      }
      if (event instanceof DocumentStartEvent start) {
        refuseDirectives(start);
        documents++;
      }
      if (documents == 2) {
        problems.report(
            place(event),
            "second-document",
            "a second document begins",
            "one file holds one document; what follows would be passed over",
            "take the `---` out, or put the rest into a file of its own");
        problems.partIsMissing();
        break;
      }
      take(event);
    }
    if (tooDeep) { // what is behind it is not looked at
      return Optional.empty();
    }
    if (root == null || (root instanceof Scalar scalar && scalar.isNothing())) {
      problems.report(
          source.whole(),
          "empty-document",
          "there is nothing in it",
          "an empty policy is more often an accident than a wish",
          "begin with `staffgate: 1`");
      return Optional.empty();
    }
    return Optional.of(root);
  }

  /** The next event; null if the text cannot be read any further, which is reported. */
  private @Nullable Event next(Parser parser) {
    try {
      Event event = parser.getEvent();
      last = event.getEndMark();
      return event;
    } catch (MarkedYAMLException e) {
      problems.add(SyntaxProblems.of(e, source));
    } catch (RuntimeException e) {
      // What the parser throws without a mark (a number too large for it, a character that is none)
      // is a fault of the text as well; the place is the end of what it could read.
      problems.add(
          SyntaxProblems.after(
              last == null ? source.start() : source.place(last.getLine(), last.getColumn(), 0)));
    }
    return null;
  }

  private void take(Event event) {
    switch (event.getEventId()) {
      case Scalar -> {
        ScalarEvent scalar = (ScalarEvent) event;
        refuseTagAndAnchor(scalar, scalar.getTag());
        put(scalar(scalar));
      }
      case SequenceStart, MappingStart -> {
        CollectionStartEvent start = (CollectionStartEvent) event;
        refuseTagAndAnchor(start, start.getTag());
        open(start);
      }
      case SequenceEnd, MappingEnd -> {
        Open done = open.pop();
        handOver(done);
        put(done.mapping ? new Entries(done.entries, done.at) : new Items(done.items, done.at));
      }
      case Alias -> {
        put(refused((AliasEvent) event));
      }
      case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
    }
  }

  private void open(CollectionStartEvent start) {
    if (open.size() == MAX_DEPTH) {
      tooDeep = true;
      problems.report(
          place(start),
          "too-deep",
          "lists and mappings stand more than " + MAX_DEPTH + " deep in each other",
          "nothing in a policy needs that",
          "look for brackets that do not close");
      return;
    }
    boolean mapping = start.is(Event.ID.MappingStart);
    open.push(new Open(mapping, mapping ? wantedSection() : null, place(start)));
  }

  /** The section whose mapping opens here, if the receiver wants its entries. */
  private @Nullable String wantedSection() {
    Open document = open.peek();
    return open.size() == 1
            && document != null
            && document.key != null
            && !document.skipValue
            && receiver.wants(document.entries, document.key)
        ? document.key.text()
        : null;
  }

  private Unread refused(AliasEvent alias) {
    problems.report(
        place(alias),
        "alias",
        "an alias `*" + alias.getAnchor() + "`",
        "a policy is read where it stands, without references inside the text",
        "write what is meant; a wildcard for all permissions is \"*\" with quotation marks");
    problems.partIsMissing();
    return new Unread(place(alias));
  }

  private Scalar scalar(ScalarEvent event) {
    ScalarStyle style = event.getScalarStyle();
    String text = event.getValue();
    if (style == ScalarStyle.DOUBLE_QUOTED && hasForbidden(text)) {
      problems.report(
          place(event),
          "forbidden-character",
          "an escape that stands for a character which does not show",
          "control characters and those that change the direction of text hide what a policy says",
          "take the escape out");
    }
    Mark start = event.getStartMark();
    Mark end = event.getEndMark();
    return new Scalar(
        text,
        style == ScalarStyle.PLAIN,
        source,
        start.getLine(),
        start.getColumn(),
        length(start, end),
        end.getLine() + 1);
  }

  private static boolean hasForbidden(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (isForbidden(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** An escape can stand for half a pair, too, which no text has. */
  private static boolean isForbidden(int c) {
    return SourceReader.isForbidden(c) || (c >= 0xd800 && c <= 0xdfff);
  }

  private void put(YamlNode node) {
    Open into = open.peek();
    if (into == null) {
      root = node;
    } else if (!into.mapping) {
      into.items.add(node);
    } else if (into.key == null) {
      handOver(into);
      into.key = key(into, node);
    } else {
      if (!into.skipValue) {
        Entry entry = new Entry(into.key, node);
        if (into.section == null) {
          into.entries.add(entry);
        } else {
          into.waiting = entry;
        }
      }
      into.key = null;
    }
  }

  private void handOver(Open from) {
    if (from.section != null && from.waiting != null) {
      receiver.take(from.section, from.waiting);
      from.waiting = null;
    }
  }

  private Scalar key(Open into, YamlNode node) {
    if (!(node instanceof Scalar scalar)) {
      into.skipValue = true;
      problems.partIsMissing();
      if (!(node instanceof Unread)) {
        problems.report(
            node.at(),
            "complex-key",
            node.kind() + " as a key",
            "keys are names",
            "write a name before the colon");
      }
      return new Scalar("", true, source, 0, 0, 0, 1); // a key without a meaning: none is noted
    }
    into.skipValue = isRefusedKey(into, scalar);
    return scalar;
  }

  private boolean isRefusedKey(Open into, Scalar key) {
    if (key.isNothing()) {
      problems.partIsMissing();
      problems.report(
          key.at(),
          "empty-key",
          "nothing before a colon",
          "every entry of a mapping has a name",
          "write the name, or take the entry out");
      return true;
    }
    if (key.plain() && key.text().equals("<<")) {
      problems.partIsMissing();
      problems.report(
          key.at(),
          "merge-key",
          "a merge key `<<`",
          "what a mapping has stands in it, so that it can be read in one place",
          "write the entries out; roles share grants by `includes`");
      return true;
    }
    Scalar first = into.note(key);
    if (first == null) {
      return false;
    }
    if (open.size() == 1) { // a whole section is passed over
      problems.partIsMissing();
    }
    problems.report(
        key.at(),
        "duplicate-key",
        "key `" + Shown.text(key.text()) + "` stands here twice",
        "one of the two would be passed over; the first is at " + first.at(),
        "take one out, or unite them");
    return true;
  }

  private void refuseDirectives(DocumentStartEvent start) {
    if (start.getVersion() != null || !(start.getTags() == null || start.getTags().isEmpty())) {
      problems.report(
          place(start),
          "directive",
          "a YAML directive before this document",
          "a line that begins with `%` changes how the rest is read",
          "take the line out");
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
    int length = event instanceof ScalarEvent ? length(start, event.getEndMark()) : 1;
    return source.place(start.getLine(), start.getColumn(), length);
  }

  private static int length(Mark start, Mark end) {
    return start.getLine() == end.getLine() ? end.getColumn() - start.getColumn() : 1;
  }
}
