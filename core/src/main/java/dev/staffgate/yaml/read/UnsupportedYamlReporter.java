package dev.staffgate.yaml.read;

import dev.staffgate.model.Place;
import dev.staffgate.text.VisibleText;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import dev.staffgate.yaml.read.YamlNode.Unread;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Reports what YAML has and a policy does not use. Not thread-safe. */
final class UnsupportedYamlReporter {
  private final SourceText source;
  private final ProblemCollector problems;

  UnsupportedYamlReporter(SourceText source, ProblemCollector problems) {
    this.source = source;
    this.problems = problems;
  }

  void secondDocument(Event start) {
    problems.report(
        place(start),
        "second-document",
        "a second document begins",
        "one file holds one document; what follows would be passed over",
        "take the `---` out, or put the rest into a file of its own");
    problems.partIsMissing();
  }

  void afterEndMark(Place there) {
    problems.report(
        there,
        "after-end-mark",
        "more stands behind the end mark `...`",
        "the mark says that the file ends here; what follows would be passed over",
        "take the mark out, or put it behind everything");
    problems.partIsMissing();
  }

  Unread tooLong(ScalarEvent event) {
    Mark start = event.getStartMark();
    Place there = source.place(start.getLine(), start.getColumn(), 1);
    problems.report(
        there,
        "too-long",
        "a text of more than 65,536 bytes",
        "nothing in a policy needs that",
        "look for a quotation mark that is not closed, or for a file that was pasted here");
    problems.partIsMissing();
    return new Unread(there);
  }

  void emptyDocument() {
    problems.report(
        source.whole(),
        "empty-document",
        "there is nothing in it",
        "an empty policy is more often an accident than a wish",
        "begin with `staffgate: 1`");
  }

  void tooDeep(Event start, int most) {
    problems.report(
        place(start),
        "too-deep",
        "lists and mappings stand more than " + most + " deep in each other",
        "nothing in a policy needs that",
        "look for brackets that do not close");
  }

  void directives(DocumentStartEvent start) {
    if (start.getVersion() != null || !(start.getTags() == null || start.getTags().isEmpty())) {
      problems.report(
          place(start),
          "directive",
          "a YAML directive before this document",
          "a line that begins with `%` changes how the rest is read",
          "take the line out");
    }
  }

  void tagAndAnchor(NodeEvent event, @Nullable String tag) {
    // The quotation marks of a scalar give it the tag "!" and nothing else.
    if (tag != null) {
      problems.report(
          place(event),
          "tag",
          "a tag `" + VisibleText.excerpt(tag) + "`",
          "the field that a value stands in says what it is; a tag could name a class to load",
          "take it out");
    }
    if (event.getAnchor() != null) {
      problems.report(
          place(event),
          "anchor",
          "an anchor `&" + VisibleText.excerpt(event.getAnchor()) + "`",
          "a policy is read where it stands, without references inside the text",
          "take it out");
    }
  }

  Unread alias(AliasEvent alias) {
    problems.report(
        place(alias),
        "alias",
        "an alias `*" + VisibleText.excerpt(alias.getAnchor()) + "`",
        "a policy is read where it stands, without references inside the text",
        "write what is meant; a wildcard for all permissions is \"*\" with quotation marks");
    problems.partIsMissing();
    return new Unread(place(alias));
  }

  /** Reports an escape in double quotation marks that stands for what does not show. */
  void hiddenEscapes(ScalarEvent event) {
    if (SourceTextReader.loneReturn(event.getValue()) >= 0) {
      problems.report(
          place(event),
          "lone-carriage-return",
          "an escape that stands for a carriage return which no line feed follows",
          "it ends a line for some programs and not for others, so that people read another text"
              + " than this one",
          "write `\\n`, or take the escape out");
    } else if (hasForbidden(event.getValue())) {
      problems.report(
          place(event),
          "forbidden-character",
          "an escape that stands for a character which does not show",
          "control characters and those that change the direction of text hide what a policy says",
          "take the escape out");
    }
  }

  private static boolean hasForbidden(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (isForbidden(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether no text may hold it; an escape can stand for half a surrogate pair, too. */
  private static boolean isForbidden(int c) {
    return SourceTextReader.isForbidden(c) || (c >= 0xd800 && c <= 0xdfff);
  }

  void complexKey(YamlNode key) {
    problems.partIsMissing();
    if (!(key instanceof Unread)) {
      problems.report(
          key.at(),
          "complex-key",
          key.kind() + " as a key",
          "keys are names",
          "write a name before the colon");
    }
  }

  /** Reports a key that is empty or a merge key; returns whether it is one of the two. */
  boolean key(Scalar key) {
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
    return false;
  }

  /**
   * Reports a key that stands twice in one mapping.
   *
   * @param section whether the key is that of a section, all of which is passed over
   */
  void duplicateKey(Scalar key, Scalar first, boolean section) {
    if (section) {
      problems.partIsMissing();
    }
    problems.report(
        key.at(),
        "duplicate-key",
        "key `" + VisibleText.excerpt(key.text()) + "` stands here twice",
        "one of the two would be passed over; the first is at " + first.at(),
        "take one out, or unite them");
  }

  Place place(Event event) {
    Mark start = event.getStartMark();
    int length = event instanceof ScalarEvent ? length(start, event.getEndMark()) : 1;
    return source.place(start.getLine(), start.getColumn(), length);
  }

  static int length(Mark start, Mark end) {
    return start.getLine() == end.getLine() ? end.getColumn() - start.getColumn() : 1;
  }
}
