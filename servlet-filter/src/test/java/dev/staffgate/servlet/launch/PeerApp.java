package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.network.IpAddress;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ClientAddress;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.Optional;

/**
 * Says which client address the filter has found, in a container that replaces the peer by what a
 * header says. Each context finds it in the way of its path.
 */
public final class PeerApp extends ContainerApp {
  /** Its policy. */
  public static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles: { desk: { grants: [{ permission: client.view, networks: [office] }] } }
      staff: { ann: { roles: [desk] } }
      routes:
        - { path: /address, access: public }
        - { path: /office, permission: client.view }
      """;

  PeerApp(AppDeployment stage) {
    super(stage);
  }

  @Override
  void start(ServletContext context) throws ServletException {
    if (stage.settings.containsKey("filter")) {
      add(context, "replacing", replacing(stage.settings.get("filter")));
    }
    StaffgateFilter.of(stage.staffgate)
        .callers(request -> Optional.of(new Caller("ann", null)))
        .clientAddress(way(context.getContextPath()))
        .build()
        .register(context);
    add(
        context,
        "address",
        (request, response) ->
            response
                .getOutputStream()
                .print(
                    "ADDRESS "
                        + StaffgateRequest.of(request)
                            .from()
                            .map(IpAddress::toString)
                            .orElse("none")),
        "/address",
        "/office");
  }

  private static Filter replacing(String type) throws ServletException {
    try {
      return Class.forName(type).asSubclass(Filter.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new ServletException(e);
    }
  }

  private static ClientAddress way(String contextPath) {
    return switch (contextPath) {
      case "/peer" -> ClientAddress.ofPeer();
      case "/behind" -> ClientAddress.behind("127.0.0.1", "::1");
      case "/container" -> ClientAddress.asTheContainerSays();
      default -> throw new IllegalArgumentException(contextPath);
    };
  }
}
