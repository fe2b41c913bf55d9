package dev.staffgate.examples.panel.web;

import dev.staffgate.panels.PanelHealth;

/**
 * What a person is told of what they have just asked for.
 *
 * @param status of the answer
 * @param cssClass a class of the style sheet
 * @param text sentences; without a token
 */
public record Notice(int status, String cssClass, String text) {
  public static final Notice NOTHING = new Notice(200, "", "");

  public static Notice good(String text) {
    return new Notice(200, "good", text);
  }

  /** It was done, and somebody has to know something. */
  public static Notice note(String text) {
    return new Notice(200, "note", text);
  }

  public static Notice bad(int status, String text) {
    return new Notice(status, "bad", text);
  }

  /** What a server said to a test. */
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
