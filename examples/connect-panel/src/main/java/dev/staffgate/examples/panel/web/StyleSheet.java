package dev.staffgate.examples.panel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** The style sheet of all pages; the only file that the panel serves. */
public final class StyleSheet {
  private StyleSheet() {}

  /** Returns the style sheet; 404 for other files. */
  public static PageAnswer show(PageRequest request) throws IOException {
    try (InputStream style = StyleSheet.class.getResourceAsStream("style.css")) {
      return style == null || !request.segment().equals("style.css")
          ? new PageAnswer.NotFound()
          : new PageAnswer.PlainFile(
              "text/css;charset=UTF-8", new String(style.readAllBytes(), UTF_8));
    }
  }
}
