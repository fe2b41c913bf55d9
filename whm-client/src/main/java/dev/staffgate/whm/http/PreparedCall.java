package dev.staffgate.whm.http;

import dev.staffgate.model.Server;
import java.net.http.HttpRequest;
import java.util.function.Function;

/**
 * One call over HTTP, ready to be sent. The request holds secrets, so it is never printed.
 *
 * @param address the host and port that {@code request} goes to
 * @param server the server there
 * @param effect how often it may be sent
 * @param purpose for the messages of its failures
 * @param reader makes a result of the answer, or throws a {@link CallFailedException}
 */
public record PreparedCall<T>(
    HttpRequest request,
    ServerAddress address,
    Server server,
    CallEffect effect,
    CallPurpose purpose,
    Function<HttpReply, T> reader) {
  @Override
  public String toString() {
    return "PreparedCall[" + address + "]";
  }
}
