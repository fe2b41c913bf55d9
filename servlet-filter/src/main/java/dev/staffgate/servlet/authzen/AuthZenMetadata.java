package dev.staffgate.servlet.authzen;

import static com.google.common.base.Preconditions.checkArgument;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * The metadata of the API. Its address is configured, never taken from a request: otherwise whoever
 * sends a {@code Host} could send others elsewhere.
 *
 * @param base the identifier of the decision point: an https URL without query or fragment; http on
 *     a loopback address is for trying out
 */
record AuthZenMetadata(URI base) {
  static final String PATH = "/.well-known/authzen-configuration";

  private static final Set<String> ON_THIS_MACHINE = Set.of("127.0.0.1", "[::1]");

  private static final Map<String, AuthZenEndpoint> ENDPOINTS =
      Map.of(
          "access_evaluation_endpoint", AuthZenEndpoint.EVALUATION,
          "access_evaluations_endpoint", AuthZenEndpoint.EVALUATIONS,
          "search_subject_endpoint", AuthZenEndpoint.SEARCH_SUBJECT,
          "search_resource_endpoint", AuthZenEndpoint.SEARCH_RESOURCE,
          "search_action_endpoint", AuthZenEndpoint.SEARCH_ACTION);

  AuthZenMetadata {
    checkArgument(
        base.getHost() != null
            && ("https".equalsIgnoreCase(base.getScheme()) || isOnThisMachine(base))
            && base.getRawUserInfo() == null
            && base.getRawQuery() == null
            && base.getRawFragment() == null
            && !base.getPath().endsWith("/"),
        "%s is not an https URL, or http on 127.0.0.1 or [::1], without user, query, fragment and slash at its end",
        base);
  }

  /**
   * Hosts that are reached from this machine alone: they need no TLS and have no name for a key.
   */
  private static boolean isOnThisMachine(URI base) {
    return "http".equalsIgnoreCase(base.getScheme()) && ON_THIS_MACHINE.contains(base.getHost());
  }

  /** Returns its path: between the host and the path of the base. */
  String path() {
    return PATH + base.getPath();
  }

  AuthZenAnswer answer() {
    byte[] body =
        AnswerWriter.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("policy_decision_point", base.toString());
              for (Map.Entry<String, AuthZenEndpoint> one : ENDPOINTS.entrySet()) {
                json.writeStringField(one.getKey(), base + one.getValue().path());
              }
              json.writeEndObject();
            });
    return AuthZenAnswer.json(body).with("Cache-Control", "max-age=3600");
  }
}
