package dev.staffgate.whm.http;

import dev.staffgate.model.Server;
import dev.staffgate.whm.call.CallFailureFactory;
import java.net.http.HttpRequest;
import java.util.function.Function;

/**
 * One call over HTTP, ready to be sent. The request holds secrets, so it is never printed.
 *
 * @param address the host and port that {@code request} goes to
 * @param server the server there
 * @param effect how often it may be sent
 * @param failures makes its failures
 * @param reader makes a result of the answer, or throws one of its failures
 */
public record PreparedCall<T>(
    HttpRequest request,
    ServerAddress address,
    Server server,
    CallEffect effect,
    CallFailureFactory failures,
    Function<HttpReply, T> reader) {
  @Override
  public String toString() {
    return "Exchange[" + address + "]";
  }
}
