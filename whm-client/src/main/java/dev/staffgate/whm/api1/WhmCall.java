package dev.staffgate.whm.api1;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.whm.http.CallEffect;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A call of WHM API 1. The parameters may be secrets, so it is never printed.
 *
 * @param command the function, such as {@code create_user_session}
 * @param parameters what it is given, in this order, beside {@code api.version}
 * @param members which members of the answer are of use, by JSON pointer
 * @param legacyToo whether an answer without {@code metadata} is one: some versions answer a few
 *     functions in API 0's form whatever was asked for
 * @param effect {@link CallEffect#CHANGES} unless {@link #as} says otherwise
 */
public record WhmCall(
    String command,
    Map<String, String> parameters,
    Predicate<String> members,
    boolean legacyToo,
    CallEffect effect) {
  public WhmCall {
    checkArgument(command.matches("[a-z_]{1,64}"), "%s is no function", command);
    parameters = ImmutableMap.copyOf(parameters);
  }

  /** A call that is answered in the form of API 1 alone. */
  public static WhmCall of(String command, Map<String, String> parameters, Set<String> members) {
    return of(command, parameters, members::contains);
  }

  /** A call that is answered in the form of API 1 alone, of which such members are of use. */
  public static WhmCall of(
      String command, Map<String, String> parameters, Predicate<String> members) {
    return new WhmCall(command, parameters, members, false, CallEffect.CHANGES);
  }

  /** A call without parameters that may be answered in the old form too. */
  public static WhmCall legacyToo(String command, Set<String> members) {
    return new WhmCall(command, Map.of(), members::contains, true, CallEffect.CHANGES);
  }

  /** Returns this with what it does on the server. */
  public WhmCall as(CallEffect does) {
    return new WhmCall(command, parameters, members, legacyToo, does);
  }

  String path() {
    return "/json-api/" + command;
  }

  /** The parameters as a form; whatever is in a value stays in that value. */
  public String form() {
    return "api.version=1"
        + parameters.entrySet().stream()
            .map(one -> "&" + encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(joining());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public String toString() {
    return "WhmCall[" + command + "]";
  }
}
