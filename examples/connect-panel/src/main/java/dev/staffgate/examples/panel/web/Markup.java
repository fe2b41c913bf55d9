package dev.staffgate.examples.panel.web;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.html.HtmlEscapers;
import dev.staffgate.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A piece of HTML that is escaped by construction: text and attribute values are always escaped,
 * and nothing but other markup is put in as it is. Immutable.
 *
 * <pre>{@code
 * Markup.element("p").with("class", "card bad").text("There is no permission ")
 *     .add(Markup.element("code").text(permission))
 * }</pre>
 *
 * <p>No method takes HTML. Elements that hold code ({@code script}, {@code style}) and attributes
 * that do ({@code onclick}, {@code style}, {@code http-equiv}) are refused, and so is a link to
 * anything but a path of the panel or an authenticator app. A session on a server is led to by
 * {@link WayOut} alone.
 */
public sealed interface Markup {
  /** An absolute address without blanks and quotation marks, as a session's address is. */
  Pattern HTTPS = Pattern.compile("https://[A-Za-z0-9.:\\[\\]-]+(?:[/?#][!-~&&[^\"<>\\\\]]*)?");

  /** Returns markup that shows nothing. */
  static Markup none() {
    return new Sequence(List.of());
  }

  /** Writes this piece as HTML. */
  void writeTo(StringBuilder html);

  /** Returns this piece as HTML. */
  default String html() {
    StringBuilder html = new StringBuilder();
    writeTo(html);
    return html.toString();
  }

  /** Returns text; its angle brackets, ampersands and quotes are shown as themselves. */
  static Markup text(String text) {
    return new Text(text);
  }

  /** Returns pieces one after another. */
  static Markup of(Markup... pieces) {
    return new Sequence(List.of(pieces));
  }

  /** Returns pieces one after another. */
  static Markup of(List<? extends Markup> pieces) {
    return new Sequence(pieces);
  }

  /** Returns a whole document: the piece after the line that says it is HTML. */
  static Markup document(Element html) {
    return new Document(html);
  }

  /**
   * Returns an element without attributes and content.
   *
   * @param name such as {@code p}; lower case
   * @throws IllegalArgumentException if no such element may stand in a page
   */
  static Element element(String name) {
    return new Element(name, ImmutableMap.of(), List.of());
  }

  /**
   * A run of text.
   *
   * @param text as it is shown
   */
  record Text(String text) implements Markup {
    public Text {
      requireNonNull(text, "text");
    }

    @Override
    public void writeTo(StringBuilder html) {
      html.append(HtmlEscapers.htmlEscaper().escape(text));
    }
  }

  /**
   * Pieces one after another.
   *
   * @param pieces in the order of the page
   */
  record Sequence(List<? extends Markup> pieces) implements Markup {
    public Sequence {
      pieces = List.copyOf(pieces);
    }

    @Override
    public void writeTo(StringBuilder html) {
      pieces.forEach(piece -> piece.writeTo(html));
    }
  }

  /**
   * The one way out of the panel: an element for the head of a page that sends the browser on to
   * another site at once. A page that holds it has {@link #link()} as well, for browsers that were
   * told not to go on by themselves.
   *
   * @param url {@code https}; it opens a session there, so it is good for one use
   * @param label the text of the link
   */
  record WayOut(Secret url, String label) implements Markup {
    public WayOut {
      checkArgument(
          HTTPS.matcher(url.revealToUse()).matches(), "the way out is not an https address");
      requireNonNull(label, "label");
    }

    @Override
    public void writeTo(StringBuilder html) {
      html.append("<meta http-equiv=\"refresh\" content=\"0; url=")
          .append(HtmlEscapers.htmlEscaper().escape(url.revealToUse()))
          .append("\">");
    }

    /** Returns the link to the same place. */
    public Markup link() {
      return new OutwardLink(this);
    }
  }

  /**
   * A link out of the panel.
   *
   * @param target where to
   */
  record OutwardLink(WayOut target) implements Markup {
    public OutwardLink {
      requireNonNull(target, "target");
    }

    @Override
    public void writeTo(StringBuilder html) {
      html.append("<a rel=\"noopener noreferrer\" href=\"")
          .append(HtmlEscapers.htmlEscaper().escape(target.url().revealToUse()))
          .append("\">");
      text(target.label()).writeTo(html);
      html.append("</a>");
    }
  }

  /**
   * A whole document.
   *
   * @param root its {@code html} element
   */
  record Document(Element root) implements Markup {
    public Document {
      requireNonNull(root, "root");
    }

    @Override
    public void writeTo(StringBuilder html) {
      html.append("<!doctype html>\n");
      root.writeTo(html);
    }
  }

  /**
   * An element with its attributes and content.
   *
   * @param name lower case
   * @param attributes values by name, in the order of the page; an empty optional is an attribute
   *     that has no value, such as {@code required}
   * @param content what stands within; nothing for elements such as {@code input}
   */
  record Element(String name, Map<String, Optional<String>> attributes, List<Markup> content)
      implements Markup {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,15}");
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][a-zA-Z-]{0,31}");
    private static final Set<String> CODE =
        Set.of("script", "style", "iframe", "object", "embed", "base");
    private static final Set<String> LINKS = Set.of("href", "action", "src", "formaction");

    /** Elements without content (HTML standard, "Void elements"). */
    private static final Set<String> VOID = Set.of("br", "hr", "img", "input", "link", "meta");

    public Element {
      checkArgument(
          NAME.matcher(name).matches() && !CODE.contains(name), "<%s> does not belong here", name);
      attributes = ImmutableMap.copyOf(attributes);
      attributes.forEach(Element::requireHarmless);
      content = List.copyOf(content);
      checkArgument(content.isEmpty() || !VOID.contains(name), "<%s> has no content", name);
    }

    private static void requireHarmless(String attribute, Optional<String> value) {
      checkArgument(
          ATTRIBUTE.matcher(attribute).matches()
              && !attribute.startsWith("on")
              && !attribute.startsWith("srcdoc")
              && !attribute.equals("style")
              && !attribute.equals("http-equiv"),
          "the attribute %s does not belong here",
          attribute);
      checkArgument(
          !LINKS.contains(attribute) || staysInside(value.orElse("")),
          "%s is not a path of the panel: %s",
          attribute,
          value.orElse(""));
    }

    private static boolean staysInside(String link) {
      return link.startsWith("otpauth://")
          || (link.startsWith("/") && !link.startsWith("//") && !link.startsWith("/\\"));
    }

    /**
     * Returns this element with another attribute.
     *
     * @throws IllegalArgumentException if it has that attribute already, or must not have it
     */
    public Element with(String attribute, String value) {
      return and(attribute, Optional.of(value));
    }

    /** Returns this element with an attribute that has no value, such as {@code required}. */
    public Element with(String attribute) {
      return and(attribute, Optional.empty());
    }

    /** Returns this element with its class in the style sheet. */
    public Element ofClass(String cssClass) {
      return with("class", cssClass);
    }

    private Element and(String attribute, Optional<String> value) {
      ImmutableMap.Builder<String, Optional<String>> all = ImmutableMap.builder();
      return new Element(
          name, all.putAll(attributes).put(attribute, value).buildOrThrow(), content);
    }

    /** Returns this element with text after its content. */
    public Element text(String text) {
      return add(Markup.text(text));
    }

    /** Returns this element with more content after what it has. */
    public Element add(Markup... more) {
      return add(List.of(more));
    }

    /** Returns this element with more content after what it has. */
    public Element add(List<? extends Markup> more) {
      return new Element(
          name, attributes, ImmutableList.<Markup>builder().addAll(content).addAll(more).build());
    }

    @Override
    public void writeTo(StringBuilder html) {
      html.append('<').append(name);
      attributes.forEach(
          (attribute, value) -> {
            html.append(' ').append(attribute);
            value.ifPresent(
                text ->
                    html.append("=\"").append(HtmlEscapers.htmlEscaper().escape(text)).append('"'));
          });
      html.append('>');
      if (!VOID.contains(name)) {
        content.forEach(piece -> piece.writeTo(html));
        html.append("</").append(name).append('>');
      }
    }
  }
}
