package dev.staffgate.whm.api1;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.call.PanelKind;
import dev.staffgate.whm.http.CallPurpose;
import dev.staffgate.whm.transport.PanelTransport;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes calls of WHM API 1: one request each, or a second one where that changes nothing, with the
 * token in a header, the parameters in the body, and nothing of either in a log. Safe for any
 * number of threads.
 */
public final class WhmApiClient {
  public static final String PANEL = "whm";

  /** The port that WHM listens on for TLS. */
  static final int PORT = 2087;

  private static final PanelKind KIND = new PanelKind(PANEL, "WHM", PORT, "API token");

  private final PanelConnector connector;

  public WhmApiClient(PanelTransport transport) {
    this.connector = new PanelConnector(KIND, transport, Map.of());
  }

  /**
   * Returns a connection to a server, over which nothing was sent yet.
   *
   * @throws IllegalArgumentException if {@code server} has another panel than {@code whm}
   */
  public PanelConnection connect(Server server, Secret token, CallPurpose purpose) {
    return connector.connect(server, token, purpose);
  }

  /** Closes the transport if nobody but the client that is closed has it. */
  public void close() {
    connector.close();
  }

  /**
   * Makes one call.
   *
   * @param reader makes a result of its answer, or throws one of its failures
   * @throws PanelException if it did not succeed
   * @throws IllegalArgumentException if {@code server} has another panel than {@code whm}
   */
  @CanIgnoreReturnValue
  public <T> T call(
      Server server,
      Secret token,
      WhmCall call,
      CallPurpose purpose,
      Function<WhmReply, T> reader) {
    return call(connect(server, token, purpose), call, reader);
  }

  /**
   * Makes one call over a connection.
   *
   * @param reader makes a result of its answer, or throws one of its failures
   * @throws PanelException if it did not succeed
   */
  public <T> T call(PanelConnection connection, WhmCall call, Function<WhmReply, T> reader) {
    return connection.send(
        call.request().header("Authorization", authorization(connection)),
        answer ->
            reader.apply(
                new WhmReply(
                    WhmEnvelopeReader.read(connection, answer, call),
                    answer.date(),
                    connection.failures())));
  }

  private static String authorization(PanelConnection connection) {
    connection.requireTokenAlone();
    String token =
        connection.requireToken(
            c -> c > ' ' && c < 0x7f,
            "a line break, a space or another character that no token has",
            "Store the token alone, on one line; an old access hash is pasted with line breaks,"
                + " which have to go");
    return PANEL + " " + connection.server().user() + ":" + token;
  }
}
