package dev.staffgate.yaml.read;

import com.google.common.base.Utf8;
import dev.staffgate.validation.Section;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * Reads text into {@link YamlNode}s, from SnakeYAML's events. Reports what a policy does not use:
 * tags, anchors, aliases, merge keys, keys that are not scalars, keys twice, a second document,
 * depth over {@value #MAX_DEPTH}, scalars over {@value #MAX_SCALAR_BYTES} bytes.
 *
 * <p>Keeps what is open on a stack of its own, so that depth cannot exhaust the stack. The entries
 * of a large section can be handed over one by one, so that the document as a whole is never in
 * memory. Not thread-safe.
 */
public final class YamlNodeReader {
  /** The depth to which lists and mappings may stand in each other. */
  static final int MAX_DEPTH = 32;

  /** The largest number of bytes of UTF-8 in a scalar or a key. */
  static final int MAX_SCALAR_BYTES = 64 * 1024;

  private final SourceText source;
  private final ProblemCollector problems;
  private final UnsupportedYamlReporter refusals;
  private final EntryReceiver receiver;
  private final Deque<YamlNodeBuilder> open = new ArrayDeque<>();
  private @Nullable YamlNode root;
  private boolean tooDeep;
  private @Nullable Mark lastStart;
  private @Nullable Mark last;

  private YamlNodeReader(SourceText source, ProblemCollector problems, EntryReceiver receiver) {
    this.source = source;
    this.problems = problems;
    this.refusals = new UnsupportedYamlReporter(source, problems);
    this.receiver = receiver;
  }

  /**
   * Returns the document, or nothing if it could not be read; what is wrong is among the problems.
   */
  public static Optional<YamlNode> read(SourceText source, ProblemCollector problems) {
    return read(source, problems, EntryReceiver.NONE);
  }

  /**
   * Returns the document, or nothing if it could not be read to its end; what is wrong is among the
   * problems.
   *
   * @param receiver gets the entries of the sections that it wants; they are not in the document
   */
  public static Optional<YamlNode> read(
      SourceText source, ProblemCollector problems, EntryReceiver receiver) {
    return new YamlNodeReader(source, problems, receiver).read();
  }

  private Optional<YamlNode> read() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(Integer.MAX_VALUE);
    ParserImpl parser = new ParserImpl(new TextReader(source.text()), options);
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
        refusals.directives(start);
        documents++;
      }
      if (documents == 2) {
        refusals.secondDocument(event);
        break;
      }
      take(event);
      if (event instanceof DocumentEndEvent end && end.getExplicit()) {
        if (isFollowed(end)) {
          break;
        }
      }
    }
    if (tooDeep) { // what is behind it is not looked at
      return Optional.empty();
    }
    if (root == null || (root instanceof Scalar scalar && scalar.isNothing())) {
      refusals.emptyDocument();
      return Optional.empty();
    }
    return Optional.of(root);
  }

  /** Returns whether an end mark is followed by more than blanks and comments: reported. */
  private boolean isFollowed(DocumentEndEvent end) {
    String text = source.text();
    int content =
        EndMark.contentBehind(text, text.offsetByCodePoints(0, end.getEndMark().getIndex()));
    if (content < text.length()) {
      refusals.afterEndMark(source.placeOf(content, 1));
    }
    return content < text.length();
  }

  /** Returns the next event; null if the text cannot be read any further, which is reported. */
  private @Nullable Event next(Parser parser) {
    try {
      Event event = parser.getEvent();
      lastStart = event.getStartMark();
      last = event.getEndMark();
      return event;
    } catch (MarkedYAMLException e) {
      problems.add(SyntaxProblems.of(e, lastStart, source));
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
        refusals.tagAndAnchor(scalar, scalar.getTag());
        put(isTooLong(scalar.getValue()) ? refusals.tooLong(scalar) : scalar(scalar));
      }
      case SequenceStart, MappingStart -> {
        CollectionStartEvent start = (CollectionStartEvent) event;
        refusals.tagAndAnchor(start, start.getTag());
        open(start);
      }
      case SequenceEnd, MappingEnd -> {
        YamlNodeBuilder done = open.pop();
        handOver(done);
        put(done.done());
      }
      case Alias -> put(refusals.alias((AliasEvent) event));
      case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
    }
  }

  private void open(CollectionStartEvent start) {
    if (open.size() == MAX_DEPTH) {
      tooDeep = true;
      refusals.tooDeep(start, MAX_DEPTH);
      return;
    }
    boolean mapping = start.is(Event.ID.MappingStart);
    open.push(
        new YamlNodeBuilder(mapping, mapping ? wantedSection() : null, refusals.place(start)));
  }

  /** Returns the section whose mapping opens here, if the receiver wants its entries. */
  private @Nullable Section wantedSection() {
    YamlNodeBuilder document = open.peek();
    if (open.size() != 1 || document == null || document.key == null || document.skipValue) {
      return null;
    }
    Section section = Section.ofKey(document.key.text());
    return section != null && receiver.wants(section, document.entries()) ? section : null;
  }

  private static boolean isTooLong(String text) {
    // A UTF-16 unit is at most three bytes.
    return text.length() > MAX_SCALAR_BYTES
        || (text.length() > MAX_SCALAR_BYTES / 3 && Utf8.encodedLength(text) > MAX_SCALAR_BYTES);
  }

  private Scalar scalar(ScalarEvent event) {
    ScalarStyle style = event.getScalarStyle();
    if (style == ScalarStyle.DOUBLE_QUOTED) {
      refusals.hiddenEscapes(event);
    }
    Mark start = event.getStartMark();
    Mark end = event.getEndMark();
    return new Scalar(
        event.getValue(),
        style == ScalarStyle.PLAIN,
        source,
        start.getLine(),
        start.getColumn(),
        UnsupportedYamlReporter.length(start, end),
        end.getLine() + 1);
  }

  private void put(YamlNode node) {
    YamlNodeBuilder into = open.peek();
    if (into == null) {
      root = node;
    } else if (!into.mapping) {
      into.add(node);
    } else if (into.key == null) {
      handOver(into);
      into.key = key(into, node);
    } else {
      if (!into.skipValue) {
        Entry entry = new Entry(into.key, node);
        if (into.section == null) {
          into.add(entry);
        } else {
          into.waiting = entry;
        }
      }
      into.key = null;
    }
  }

  private void handOver(YamlNodeBuilder from) {
    if (from.section != null && from.waiting != null) {
      receiver.accept(from.section, from.waiting);
      from.waiting = null;
    }
  }

  private Scalar key(YamlNodeBuilder into, YamlNode node) {
    if (!(node instanceof Scalar scalar)) {
      into.skipValue = true;
      refusals.complexKey(node);
      return new Scalar("", true, source, 0, 0, 0, 1); // a key without a meaning: none is noted
    }
    into.skipValue = refusals.key(scalar) || isDuplicate(into, scalar);
    return scalar;
  }

  private boolean isDuplicate(YamlNodeBuilder into, Scalar key) {
    Scalar first =
        into.section == null ? into.register(key) : receiver.registerKey(into.section, key);
    if (first == null) {
      return false;
    }
    refusals.duplicateKey(key, first, open.size() == 1);
    return true;
  }
}
