package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.escape.Escaper;
import com.google.common.hash.Hashing;
import com.google.common.html.HtmlEscapers;
import com.google.common.io.BaseEncoding;
import java.util.Optional;

/**
 * The page of a refusal for browsers: one file of HTML, without scripts, pictures or anything else
 * that has to be fetched.
 *
 * <p>Its style is an element of its own. {@link #POLICY} permits that element by its digest and
 * nothing else. Where a second policy is in force, such as one that a proxy adds, both have to
 * permit it: the page is then shown without style, and says the same.
 */
final class RefusalPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center;
        background: #f3f4f6; color: #1b2430; font: 1.0625rem/1.6 system-ui, sans-serif }
      main { box-sizing: border-box; width: min(34rem, 100vw - 2rem); margin: 1rem 0; padding: 1.75rem 2rem;
        background: #fff; border: 1px solid #d3d8df; border-top: .25rem solid #b3261e; border-radius: .5rem }
      h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25 }
      p { margin: 0 0 1rem; overflow-wrap: anywhere }
      a { color: #0b57d0 }
      small { color: #5a6472 }
      @media (prefers-color-scheme: dark) {
        body { background: #11151b; color: #e7eaef }
        main { background: #1b212a; border-color: #3a4350; border-top-color: #f2b8b5 }
        a { color: #a8c7fa }
        small { color: #a3acb9 }
      }
      """;

  /** The rights of a browser on the page: to show it with its own style, and follow its link. */
  static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + BaseEncoding.base64().encode(Hashing.sha256().hashString(STYLE, UTF_8).asBytes())
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private RefusalPage() {}

  /**
   * Returns the page.
   *
   * @param next where a person can ask for approval
   */
  static byte[] of(Refusal refusal, Optional<String> next) {
    Escaper html = HtmlEscapers.htmlEscaper();
    String link =
        next.map(
                target ->
                    "<p><a href=\"%s\">Ask for approval</a></p>\n".formatted(html.escape(target)))
            .orElse("");
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s</title>
    <style>%2$s</style></head>
    <body><main><h1>%1$s</h1>
    <p>%3$s</p>
    %4$s<small>%5$d %6$s</small></main></body></html>
    """
        .formatted(
            html.escape(refusal.title()),
            STYLE,
            html.escape(refusal.sentence()),
            link,
            refusal.status(),
            html.escape(refusal.code()))
        .getBytes(UTF_8);
  }
}
