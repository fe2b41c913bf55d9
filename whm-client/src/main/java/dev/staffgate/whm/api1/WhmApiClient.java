package dev.staffgate.whm.api1;

import static com.google.common.base.Preconditions.checkArgument;
import static dev.staffgate.panels.PanelException.Kind.MISCONFIGURED;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.whm.call.CallFailureFactory;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.http.CallPurpose;
import dev.staffgate.whm.http.CallSender;
import dev.staffgate.whm.http.CallSenders;
import dev.staffgate.whm.http.PreparedCall;
import dev.staffgate.whm.http.ServerAddress;
import dev.staffgate.whm.transport.PanelTransport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls of WHM API 1: one request each, or a second one where that changes nothing, with the
 * token in a header, the parameters in the body, and nothing of either in a log. Safe for any
 * number of threads.
 */
public final class WhmApiClient {
  public static final String PANEL = "whm";

  private static final Logger LOG = LoggerFactory.getLogger(WhmApiClient.class);
  private static final int MAX_TOKEN_LENGTH = 4096;

  private final CallSender sender;

  /** An answer to a call that succeeded. */
  public record Reply(JsonFields fields, Optional<Instant> date, CallFailureFactory failures) {}

  public WhmApiClient(PanelTransport transport) {
    this.sender = CallSenders.of(transport);
  }

  /**
   * Makes one call.
   *
   * @param reader what makes a result of its answer, or throws one of its {@link
   *     CallFailureFactory}
   * @throws PanelException if it did not succeed
   * @throws IllegalArgumentException if {@code server} has another panel than {@code whm}
   */
  @CanIgnoreReturnValue
  public <T> T make(
      Server server, Secret token, WhmCall call, CallPurpose purpose, Function<Reply, T> reader) {
    checkArgument(server.panel().equals(PANEL), "the panel of %s is not WHM", server.id());
    ServerAddress address = ServerAddress.of(server);
    CallFailureFactory failures = new CallFailureFactory(server, address, token, purpose);
    try {
      HttpRequest request = request(address, call, authorization(server, token, failures));
      T result =
          sender.send(
              new PreparedCall<>(
                  request,
                  address,
                  server,
                  call.effect(),
                  failures,
                  answer ->
                      reader.apply(
                          new Reply(
                              WhmEnvelopeReader.read(answer, call, failures),
                              answer.date(),
                              failures))));
      LOG.debug("{} succeeded on {}", call.command(), server.id());
      return result;
    } catch (PanelException e) {
      throw logged(call, e);
    }
  }

  private static PanelException logged(WhmCall call, PanelException failure) {
    LOG.debug(
        "{} failed [{}, {}]: {}",
        call.command(),
        failure.kind(),
        failure.detail(),
        failure.getMessage());
    return failure;
  }

  private static HttpRequest request(ServerAddress address, WhmCall call, String authorization) {
    return HttpRequest.newBuilder(URI.create("https://" + address + call.path()))
        .header("Authorization", authorization)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .header("Accept-Encoding", "gzip")
        .header("User-Agent", "Staffgate")
        .POST(HttpRequest.BodyPublishers.ofString(call.form(), UTF_8))
        .build();
  }

  private static String authorization(Server server, Secret token, CallFailureFactory failures) {
    String text = token.revealToUse();
    if (text.length() > MAX_TOKEN_LENGTH || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw failures.of(
          MISCONFIGURED,
          Detail.SETTINGS,
          ("the API token of %s in %s holds a line break, a space or another character that no token"
                  + " has, or is too long, and was not sent")
              .formatted(server.user(), server.token()),
          "Store the token alone, on one line; an old access hash is pasted with line breaks, which"
              + " have to go");
    }
    return PANEL + " " + server.user() + ":" + text;
  }
}
