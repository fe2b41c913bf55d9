package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.Remedy;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** The answer of a page to a request. */
public sealed interface PageAnswer {
  /** Writes this answer. */
  void writeTo(PageRequest request, HttpServletResponse response) throws IOException;

  /** Returns a page in the panel's frame. */
  static PageAnswer html(int status, String title, Markup main) {
    return new Html(status, title, main);
  }

  /** Returns the page that says what was denied, and what can be done about it. */
  static PageAnswer denial(Decision decision, String back) {
    Reason reason = decision.reason();
    return denial(decision, reason.code().text(), reason.sentence(), back, back);
  }

  /**
   * Returns the page that says that a server may not be entered. What was sent is not kept: after a
   * fresh second factor, the person is at the form for that server, and sends it again.
   */
  static PageAnswer denialOfServer(Decision decision, String server) {
    ServerDenial told = ServerDenial.of(decision);
    return denial(
        decision, told.code(), told.sentence(), PanelPaths.SERVERS, PanelPaths.SERVERS + server);
  }

  private static PageAnswer denial(
      Decision decision, String code, String sentence, String back, String again) {
    boolean stepUp = decision.reason().remedy() == Remedy.SECOND_FACTOR;
    return html(
        403,
        stepUp ? "One more step" : "Not allowed",
        Markup.of(
            problem(sentence).with("id", "refusal").with("data-code", code),
            stepUp
                ? element("p")
                    .add(link(PanelPaths.stepUpBefore(again), "Confirm your second factor"))
                : Markup.none(),
            element("p").add(link(back, "Back"))));
  }

  /**
   * A page in the panel's frame; with navigation, unless it is open to everybody.
   *
   * @param status of HTTP
   * @param title its heading
   * @param main its content
   */
  record Html(int status, String title, Markup main) implements PageAnswer {
    public Html {
      requireNonNull(title, "title");
      requireNonNull(main, "main");
    }

    @Override
    public void writeTo(PageRequest request, HttpServletResponse response) throws IOException {
      if (request.isForEverybody()) {
        PageFrame.writeAnonymousPage(response, status, title, main);
      } else {
        Markup whole = Markup.of(RecoveryBanner.of(request), main);
        PageFrame.write(response, status, title, request.navigation(), whole);
      }
    }
  }

  /**
   * A page with the header {@code Retry-After}.
   *
   * @param page with the status 503
   * @param retryAfter at least a second
   */
  record RetryLater(PageAnswer page, Duration retryAfter) implements PageAnswer {
    public RetryLater {
      requireNonNull(page, "page");
      requireNonNull(retryAfter, "retryAfter");
    }

    @Override
    public void writeTo(PageRequest request, HttpServletResponse response) throws IOException {
      response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
      page.writeTo(request, response);
    }
  }

  /**
   * A redirect to a path of the panel that is asked for with GET, whatever was sent here (RFC 9110,
   * section 15.4.4).
   *
   * @param path with its query
   */
  record SeeOther(String path) implements PageAnswer {
    public SeeOther {
      requireNonNull(path, "path");
    }

    @Override
    public void writeTo(PageRequest request, HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", path);
    }
  }

  /**
   * A redirect to a path of the panel.
   *
   * @param path with its query
   */
  record Redirect(String path) implements PageAnswer {
    public Redirect {
      requireNonNull(path, "path");
    }

    @Override
    public void writeTo(PageRequest request, HttpServletResponse response) throws IOException {
      response.sendRedirect(path);
    }
  }

  /**
   * A page from which the browser goes on to another site by itself, or by its link.
   *
   * <p>A redirect would not do: browsers count the target of a redirected form as the form's own,
   * so the page with the form would have to name every server that may be entered (decision 0036).
   *
   * @param title its heading
   * @param wayOut where to
   */
  record GoOn(String title, Markup.WayOut wayOut) implements PageAnswer {
    public GoOn {
      requireNonNull(title, "title");
      requireNonNull(wayOut, "wayOut");
    }

    @Override
    public void writeTo(PageRequest request, HttpServletResponse response) throws IOException {
      PageFrame.writeGoingOn(response, title, wayOut);
    }
  }

  /**
   * A text of another type than HTML.
   *
   * @param contentType with its charset, UTF-8
   * @param text the whole of it
   */
  record PlainFile(String contentType, String text) implements PageAnswer {
    public PlainFile {
      requireNonNull(contentType, "contentType");
      requireNonNull(text, "text");
    }

    @Override
    public void writeTo(PageRequest request, HttpServletResponse response) throws IOException {
      response.setContentType(contentType);
      response.getOutputStream().write(text.getBytes(UTF_8));
    }
  }

  /** The answer that there is nothing at a path. */
  record NotFound() implements PageAnswer {
    @Override
    public void writeTo(PageRequest request, HttpServletResponse response) {
      response.setStatus(404);
    }
  }
}
