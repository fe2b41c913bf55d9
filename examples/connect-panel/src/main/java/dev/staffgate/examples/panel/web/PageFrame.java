package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Markup.element;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The frame around the content of every page. */
final class PageFrame {
  private PageFrame() {}

  /** Writes a page without navigation, for anybody. */
  static void writeAnonymousPage(
      HttpServletResponse response, int status, String title, Markup main) throws IOException {
    write(response, status, title, Markup.none(), main);
  }

  /** Writes a page that leads to another site. */
  static void writeGoingOn(HttpServletResponse response, String title, Markup.WayOut wayOut)
      throws IOException {
    Markup main = element("p").ofClass("card").add(wayOut.link());
    write(response, 200, document(title, wayOut, Markup.none(), main));
  }

  /** Writes a page. */
  static void write(
      HttpServletResponse response, int status, String title, Markup navigation, Markup main)
      throws IOException {
    write(response, status, document(title, Markup.none(), navigation, main));
  }

  private static void write(HttpServletResponse response, int status, Markup document)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(document.html());
  }

  private static Markup document(String title, Markup head, Markup navigation, Markup main) {
    return Markup.document(
        element("html")
            .with("lang", "en")
            .add(
                element("head")
                    .add(
                        element("meta").with("charset", "utf-8"),
                        element("meta")
                            .with("name", "viewport")
                            .with("content", "width=device-width, initial-scale=1"),
                        head,
                        element("title").text(title + " · Connect"),
                        element("link")
                            .with("rel", "stylesheet")
                            .with("href", PanelPaths.STYLE_SHEET)),
                element("body")
                    .add(
                        element("header")
                            .ofClass("top")
                            .add(
                                element("div")
                                    .ofClass("row")
                                    .add(element("strong").text("Connect"), navigation)),
                        element("main").add(element("h1").text(title), main))));
  }
}
