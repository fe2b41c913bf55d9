package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/** A WebSocket of Jakarta's API that says what it is told. */
final class TomcatEchoEndpoint extends Endpoint {
  private final AppDeployment stage;

  private TomcatEchoEndpoint(AppDeployment stage) {
    this.stage = stage;
  }

  /** Puts it at {@code /sockets/echo}, once the container knows of WebSockets. */
  static ServletContainerInitializer at(AppDeployment stage) {
    ServerEndpointConfig config = config(stage);
    return (found, context) -> {
      try {
        ((ServerContainer) context.getAttribute(ServerContainer.class.getName()))
            .addEndpoint(config);
      } catch (DeploymentException e) {
        throw new ServletException(e);
      }
    };
  }

  /** The endpoint at {@code /sockets/echo}. */
  static ServerEndpointConfig config(AppDeployment stage) {
    return ServerEndpointConfig.Builder.create(TomcatEchoEndpoint.class, "/sockets/echo")
        .configurator(
            new ServerEndpointConfig.Configurator() {
              @Override
              public <T> T getEndpointInstance(Class<T> type) {
                return type.cast(new TomcatEchoEndpoint(stage));
              }
            })
        .build();
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    stage.ran.add("socket");
    session.addMessageHandler(
        String.class,
        (MessageHandler.Whole<String>)
            text -> {
              var unused = session.getAsyncRemote().sendText(text);
            });
  }
}
