package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.servlet.launch.WebSocketApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A WebSocket is opened by a request, which is decided like any other. */
class WebSocketTest {
  /** Keeps the first message. */
  private record Heard(CompletableFuture<String> message) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      message.complete(text.toString());
      return null;
    }
  }

  private static WebSocket open(RunningContainer running, String path, Heard heard) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + running.port() + path), heard)
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void upgrade_isDecidedBeforeItHappens(ServletContainer container) throws Exception {
    AppDeployment stage =
        new AppDeployment(
            "WebSocketApp",
            true,
            AppDeployment.staffgate(WebSocketApp.POLICY),
            Map.of("sockets", ""),
            List.of("", "/panel"));
    try (RunningContainer running = container.start(stage)) {
      refused(stage, running, Optional.empty(), "/sockets/echo", 401);
      refused(stage, running, Optional.of("bob"), "/sockets/echo", 403);
      refused(stage, running, Optional.of("mal"), "/sockets/echo", 403);
      refused(stage, running, Optional.of("bob"), "/panel/sockets/echo", 403);
      refused(stage, running, Optional.of("ann"), "/elsewhere/echo", 403);
      for (String path : List.of("/public/..;/sockets/echo", "/public/%2e%2e/sockets/echo")) {
        refused(stage, running, Optional.of("ann"), path, 400);
      }
      for (String path : List.of("/sockets/echo", "/panel/sockets/echo")) {
        stage.ran.clear();
        stage.staff = Optional.of("ann");
        Heard heard = new Heard(new CompletableFuture<>());
        WebSocket socket = open(running, path, heard);
        socket.sendText("hello", true).join();
        assertThat(heard.message.get(30, TimeUnit.SECONDS)).isEqualTo("hello");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(stage.ran).containsExactly("socket");
      }
    }
    stage.staffgate.close();
  }

  private static void refused(
      AppDeployment stage,
      RunningContainer running,
      Optional<String> staff,
      String path,
      int status) {
    stage.ran.clear();
    stage.staff = staff;

    assertThatThrownBy(() -> open(running, path, new Heard(new CompletableFuture<>())))
        .hasCauseInstanceOf(WebSocketHandshakeException.class)
        .cause()
        .extracting(e -> ((WebSocketHandshakeException) e).getResponse().statusCode())
        .isEqualTo(status);
    assertThat(stage.ran).isEmpty();
  }
}
