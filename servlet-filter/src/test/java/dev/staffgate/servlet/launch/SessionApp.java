package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ClientAddress;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.session.StaffSession;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Sign-in without proof, for tests: {@code /in/NAME} signs in, {@code /in/-} begins a session,
 * {@code /in/!} puts something else in the caller's place, {@code /in/--} signs out, {@code
 * /in/+NAME} begins a session of the registry, {@code /in/=} says whether there is a web session;
 * all else says who is there. It stands behind a proxy on loopback.
 */
public final class SessionApp extends ContainerApp {
  SessionApp(AppDeployment stage) {
    super(stage);
  }

  @Override
  void start(ServletContext context) {
    StaffgateFilter.of(stage.staffgate)
        .clientAddress(ClientAddress.behind(NetworkSet.of(IpRange.parse("127.0.0.1"))))
        .build()
        .register(context);
    add(context, "in", (request, response) -> signIn(request, response, stage), "/in/*");
    add(
        context,
        "who",
        (request, response) ->
            response
                .getOutputStream()
                .print("CANARY " + StaffgateRequest.of(request).staff().orElse("-")),
        "/");
  }

  private static void signIn(
      HttpServletRequest request, HttpServletResponse response, AppDeployment stage)
      throws IOException {
    String name = request.getPathInfo().substring(1);
    if (name.startsWith("+")) {
      StaffSession session =
          stage.staffgate.sessions().begin(name.substring(1), Optional.empty(), "a browser");
      Caller.signIn(request, new Caller(session.staff(), null, session.ref()));
    } else if (name.equals("=")) {
      response.getOutputStream().print(request.getSession(false) == null ? "NONE" : "SOME");
    } else {
      signInAs(name, request);
    }
    response.getOutputStream().print("done");
  }

  private static void signInAs(String name, HttpServletRequest request) {
    switch (name) {
      case "-" -> request.getSession(true);
      case "!" -> request.getSession(true).setAttribute(Caller.ATTRIBUTE, "ann");
      case "--" -> Caller.signOut(request);
      default -> Caller.signIn(request, new Caller(name, null));
    }
  }
}
