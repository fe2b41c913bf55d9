package dev.staffgate.whm.api1;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.http.CallEffect;
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
 * @param lenient whether bytes that are not text count as no failure: for what is shown and decides
 *     nothing
 * @param effect {@link CallEffect#CHANGES} unless {@link #as} says otherwise
 */
public record WhmCall(
    String command,
    Map<String, String> parameters,
    Predicate<String> members,
    boolean legacyToo,
    boolean lenient,
    CallEffect effect) {
  public WhmCall {
    checkArgument(command.matches("[a-z_]{1,64}"), "%s is not a function", command);
    parameters = ImmutableMap.copyOf(parameters);
  }

  /** A call that is answered in the form of API 1 alone. */
  public static WhmCall of(String command, Map<String, String> parameters, Set<String> members) {
    return of(command, parameters, members::contains);
  }

  /** A call that is answered in the form of API 1 alone, of which such members are of use. */
  public static WhmCall of(
      String command, Map<String, String> parameters, Predicate<String> members) {
    return new WhmCall(command, parameters, members, false, false, CallEffect.CHANGES);
  }

  /** A call without parameters that may be answered in the old form too. */
  public static WhmCall legacyToo(String command, Set<String> members) {
    return new WhmCall(command, Map.of(), members::contains, true, false, CallEffect.CHANGES);
  }

  /** Returns this with what it does on the server. */
  public WhmCall as(CallEffect does) {
    return new WhmCall(command, parameters, members, legacyToo, lenient, does);
  }

  /** Returns this as one whose answer decides nothing. */
  public WhmCall leniently() {
    return new WhmCall(command, parameters, members, legacyToo, true, effect);
  }

  /** Returns the request, without what tells who calls; the parameters are a form. */
  public PanelCall request() {
    return PanelCall.form(
            command,
            "/json-api/" + command,
            ImmutableMap.<String, String>builder()
                .put("api.version", "1")
                .putAll(parameters)
                .buildOrThrow())
        .header("Accept", "application/json")
        .as(effect);
  }

  @Override
  public String toString() {
    return "WhmCall[" + command + "]";
  }
}
