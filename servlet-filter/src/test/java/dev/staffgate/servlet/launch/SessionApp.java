package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ClientAddress;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sign-in without proof, for tests: {@code /in/NAME} signs in, {@code /in/-} begins a session,
 * {@code /in/!} puts something else in the caller's place, {@code /in/--} signs out; all else says
 * who is there. It stands behind a proxy on loopback.
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
    add(context, "in", SessionApp::signIn, "/in/*");
    add(
        context,
        "who",
        (request, response) ->
            response
                .getOutputStream()
                .print("CANARY " + StaffgateRequest.of(request).staff().orElse("-")),
        "/");
  }

  private static void signIn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = request.getPathInfo().substring(1);
    switch (name) {
      case "-" -> request.getSession(true);
      case "!" -> request.getSession(true).setAttribute(Caller.ATTRIBUTE, "ann");
      case "--" -> Caller.signOut(request);
      default -> Caller.signIn(request, new Caller(name, null));
    }
    response.getOutputStream().print("done");
  }
}
