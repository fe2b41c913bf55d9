package dev.staffgate.examples.panel.web;

import static java.util.Objects.requireNonNull;

/**
 * A link to a page, shown to everybody who may open that page.
 *
 * @param from the path of the page that shows the link, or {@link #HEADER}
 * @param label the text of the link
 */
record PageLink(String from, String label) {
  /** The header of every page. */
  static final String HEADER = "header";

  PageLink {
    requireNonNull(from, "from");
    requireNonNull(label, "label");
  }
}
