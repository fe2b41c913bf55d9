package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Remedy;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The frame around the content of every page. */
public final class PageFrame {
  private PageFrame() {}

  /** Writes a page for the person who is signed in. */
  public static void writePage(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String title,
      Markup main)
      throws IOException {
    Markup navigation =
        StaffgateRequest.of(request)
            .staff()
            .map(staff -> navigation(staff, Csrf.field(request)))
            .orElse(Markup.NONE);
    write(response, status, title, navigation, main);
  }

  private static Markup navigation(String staff, Markup csrf) {
    return Markup.of(
        link("/servers/", "Servers"),
        text(" "),
        link("/why", "What may I do?"),
        text(" "),
        element("form")
            .with("method", "post")
            .with("action", "/sign-out")
            .add(csrf, element("span").text(staff), text(" "), button("Sign out")));
  }

  /** Writes that something was denied, and what can be done about it. */
  public static void writeDenial(
      HttpServletRequest request, HttpServletResponse response, Decision decision, String back)
      throws IOException {
    boolean stepUp = decision.reason().remedy() == Remedy.SECOND_FACTOR;
    writePage(
        request,
        response,
        403,
        stepUp ? "One more step" : "Not allowed",
        Markup.of(
            problem(decision.reason().sentence())
                .with("id", "refusal")
                .with("data-code", decision.reason().code().toString()),
            stepUp ? element("p").add(link("/step-up", "Confirm your second factor")) : Markup.NONE,
            element("p").add(link(back, "Back"))));
  }

  /** Writes a page without navigation, for anybody. */
  public static void writeAnonymousPage(
      HttpServletResponse response, int status, String title, Markup main) throws IOException {
    write(response, status, title, Markup.NONE, main);
  }

  private static void write(
      HttpServletResponse response, int status, String title, Markup navigation, Markup main)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(document(title, navigation, main).html());
  }

  private static Markup document(String title, Markup navigation, Markup main) {
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
                        element("title").text(title + " · Connect"),
                        element("link")
                            .with("rel", "stylesheet")
                            .with("href", "/assets/style.css")),
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
