package dev.staffgate.examples.spring;

import static org.springframework.web.util.HtmlUtils.htmlEscape;

import org.springframework.security.web.csrf.CsrfToken;

/** The head and the style that all pages share. */
final class PageFrame {
  private static final String STYLE =
      """
      body { max-width: 42rem; margin: 0 auto; padding: 1rem; font: 1rem/1.6 system-ui, sans-serif }
      form { display: inline } form.tall label { display: block; margin: .75rem 0 }
      """;

  private PageFrame() {}

  /**
   * Returns a page.
   *
   * @param title as text
   * @param content as HTML
   */
  static String of(String title, String content) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s</title><style>%2$s</style></head>
    <body><h1>%1$s</h1>
    %3$s</body></html>
    """
        .formatted(htmlEscape(title), STYLE, content);
  }

  /** Returns a hidden field of a form. */
  static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
        .formatted(htmlEscape(name), htmlEscape(value));
  }

  /** Returns the hidden field by which Spring knows a form as its own. */
  static String hidden(CsrfToken token) {
    return hidden(token.getParameterName(), token.getToken());
  }
}
