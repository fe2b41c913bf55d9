package dev.staffgate.servlet.launch;

import com.google.common.base.Splitter;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ClientAddress;
import dev.staffgate.servlet.RefusalPages;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * Signed in is who the stage says. The code behind asks for more where its path says so: {@code
 * /ask/may/P}, {@code /ask/require/P}, {@code /ask/scope/P} and more, about the permission P.
 */
public final class CallerApp extends ContainerApp {
  CallerApp(AppDeployment stage) {
    super(stage);
  }

  @Override
  void start(ServletContext context) {
    StaffgateFilter.Builder filter =
        StaffgateFilter.of(stage.staffgate)
            .callers(request -> stage.staff.map(id -> new Caller(id, null)))
            .clientAddress(ClientAddress.behind(NetworkSet.of(IpRange.parse("127.0.0.1"))));
    if (stage.settings.containsKey("pages")) {
      filter.pages(
          RefusalPages.standard()
              .signInAt("/sign-in")
              .secondFactorAt("/step-up")
              .approvalAt("/approvals/new"));
    }
    if (stage.settings.containsKey("override")) {
      filter.methodOverride();
    }
    filter.build().register(context);
    add(context, "ask", this::ask, "/ask/*");
    add(
        context,
        "outer",
        (request, response) ->
            request.getRequestDispatcher(request.getParameter("to")).forward(request, response),
        "/outer");
    add(
        context,
        "any",
        (request, response) -> {
          stage.ran.add(request.getMethod() + " " + request.getServletPath());
          response.getOutputStream().print("CANARY");
        },
        "/");
  }

  private void ask(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    StaffgateRequest staff = StaffgateRequest.of(request);
    List<String> words = Splitter.on('/').splitToList(request.getPathInfo().substring(1));
    String answer =
        switch (words.get(0)) {
          case "may" -> String.valueOf(staff.may(words.get(1)));
          case "check" -> staff.check(words.get(1)).reason().code().text();
          case "scope" -> {
            var scope = staff.scopeOf(words.get(1), "department");
            yield scope.sql("d") + " " + scope.parameters();
          }
          case "require" -> {
            staff.require(words.get(1));
            yield "went on";
          }
          case "other" -> {
            stage.staffgate.require(AccessRequest.of("bob", words.get(1)));
            yield "went on";
          }
          case "wrapped" -> {
            try {
              staff.require(words.get(1));
            } catch (RuntimeException e) {
              throw new ServletException(e);
            }
            yield "went on";
          }
          default -> throw new IllegalArgumentException(words.get(0));
        };
    response.getOutputStream().print("ANSWER " + answer);
  }
}
