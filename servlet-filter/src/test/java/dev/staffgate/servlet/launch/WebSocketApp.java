package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.StaffgateFilter;
import jakarta.servlet.ServletContext;

/** An application beside a WebSocket at {@code /sockets/echo}, which its launcher puts there. */
public final class WebSocketApp extends ContainerApp {
  /** Its policy. */
  public static final String POLICY =
      """
      staffgate: 1
      catalog: none
      permissions: { console.use: { title: Use the console, category: system } }
      roles: { operator: { grants: [console.use] } }
      staff:
        ann: { roles: [operator] }
        bob: { roles: [] }
        mal: { roles: [operator], disabled: true }
      routes:
        - { path: /sockets/**, permission: console.use }
        - { path: /public/**, access: public }
      """;

  WebSocketApp(AppDeployment stage) {
    super(stage);
  }

  @Override
  void start(ServletContext context) {
    StaffgateFilter.of(stage.staffgate)
        .callers(request -> stage.staff.map(id -> new Caller(id, null)))
        .build()
        .register(context);
    add(context, "page", (request, response) -> response.getOutputStream().print("page"), "/");
  }
}
