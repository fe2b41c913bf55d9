package dev.staffgate.servlet.launch;

import dev.staffgate.containers.AppDeployment;
import java.util.Objects;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A WebSocket of Jetty's API that says what it is told. */
public final class JettyEchoSocket implements Session.Listener.AutoDemanding {
  private final AppDeployment stage;
  private volatile Session session;

  JettyEchoSocket(AppDeployment stage) {
    this.stage = stage;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    stage.ran.add("socket");
  }

  @Override
  public void onWebSocketText(String text) {
    Objects.requireNonNull(session, "session").sendText(text, Callback.NOOP);
  }
}
