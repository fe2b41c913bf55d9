package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.examples.panel.web.Markup.Element;

/** Parts that the forms of several pages share. */
public final class Forms {
  private Forms() {}

  /** Returns a field that is sent and not shown. */
  public static Markup hidden(String name, String value) {
    return element("input").with("type", "hidden").with("name", name).with("value", value);
  }

  /** Returns the label of a field, and the field. */
  public static Markup labelled(String label, String id, Element field) {
    return Markup.of(element("label").with("for", id).text(label), field.with("id", id));
  }

  /** Returns the field for a code of an authenticator app. */
  public static Markup codeField() {
    return Markup.of(
        element("label").with("for", "code").text("Code of your authenticator app"),
        element("input")
            .with("id", "code")
            .with("name", "code")
            .with("inputmode", "numeric")
            .with("autocomplete", "one-time-code")
            .with("required")
            .with("autofocus"));
  }

  /** Returns the button that sends a form. */
  public static Markup button(String label) {
    return element("button").text(label);
  }

  /** Returns a link in the text. */
  public static Element link(String path, String label) {
    return element("a").with("href", path).text(label);
  }

  /** Returns a sentence that says what went wrong; screen readers read it at once. */
  public static Element problem(String sentence) {
    return element("p").ofClass("card bad").with("role", "alert").text(sentence);
  }
}
