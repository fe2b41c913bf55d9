package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import dev.staffgate.servlet.ReturnPath;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.sso.ConnectContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** A servlet whose forms carry a token: what comes without it is not looked at. */
public abstract class FormServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected final void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (Csrf.isOurs(request)) {
      onSubmit(request, response);
    } else {
      PageFrame.writePage(
          request,
          response,
          403,
          "Please send this form again",
          element("p")
              .ofClass("card bad")
              .text("It was not sent from a page of this session. ")
              .add(Forms.link("/", "Start again"), text(".")));
    }
  }

  /** A form was sent, from a page of ours. */
  protected abstract void onSubmit(HttpServletRequest request, HttpServletResponse response)
      throws IOException;

  /** In which circumstances a request is made. */
  public static ConnectContext connectContext(HttpServletRequest request) {
    StaffgateRequest found = StaffgateRequest.of(request);
    return new ConnectContext(
        found.from(),
        found.caller().flatMap(caller -> Optional.ofNullable(caller.secondFactorAt())));
  }

  /** A parameter of the form; empty if it was not sent. */
  public static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  /** The field of a form that keeps where its reader goes on afterwards, if that was asked for. */
  protected static Markup returnField(HttpServletRequest request) {
    return ReturnPath.askedFor(request)
        .map(path -> Forms.hidden(ReturnPath.PARAMETER, path))
        .orElse(Markup.NONE);
  }
}
