package dev.staffgate.examples.panel.web;

import dev.staffgate.panels.PanelHealth;

/**
 * The result of an action, as its page shows it.
 *
 * @param status the HTTP status of the page
 * @param cssClass a class of the style sheet
 * @param text whole sentences, without a token
 */
public record Notice(int status, String cssClass, String text) {
  /** A notice that is not shown. */
  public static final Notice NOTHING = new Notice(200, "", "");

  /** Returns the notice of a success. */
  public static Notice good(String text) {
    return new Notice(200, "good", text);
  }

  /** Returns the notice of a success with something to remember. */
  public static Notice note(String text) {
    return new Notice(200, "note", text);
  }

  /** Returns the notice of a failure. */
  public static Notice bad(int status, String text) {
    return new Notice(status, "bad", text);
  }

  /** Returns the result of a test. */
  public static Notice of(PanelHealth health, String before) {
    StringBuilder text =
        new StringBuilder(before).append("The server accepts the token. ").append(mayOpen(health));
    health
        .version()
        .ifPresent(version -> text.append(" Its version is ").append(version).append('.'));
    health.hostname().ifPresent(name -> text.append(" It calls itself ").append(name).append('.'));
    health.remarks().forEach(remark -> text.append(' ').append(remark));
    return health.mayOpen() == PanelHealth.Ability.NO
        ? note(text.toString())
        : good(text.toString());
  }

  private static String mayOpen(PanelHealth health) {
    return switch (health.mayOpen()) {
      case YES -> "It may open sessions.";
      case NO -> "It may open no sessions.";
      case UNKNOWN -> "Whether it may open sessions shows when one is opened.";
    };
  }

  /** Returns the notice as a part of a page; nothing if there is nothing to say. */
  public Markup markup() {
    return text.isEmpty()
        ? Markup.none()
        : Markup.element("p")
            .ofClass("card " + cssClass)
            .with("role", cssClass.equals("bad") ? "alert" : "status")
            .with("id", "told")
            .text(text);
  }
}
