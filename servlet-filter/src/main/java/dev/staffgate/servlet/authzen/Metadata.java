package dev.staffgate.servlet.authzen;

import static com.google.common.base.Preconditions.checkArgument;

import java.net.URI;
import java.util.Map;

/**
 * What the API says of itself. Its address is configured, never taken from a request: else whoever
 * sends a {@code Host} could send others elsewhere.
 *
 * @param base the identifier of the decision point: an https URL without query or fragment
 */
record Metadata(URI base) {
  static final String PATH = "/.well-known/authzen-configuration";

  private static final Map<String, Endpoint> ENDPOINTS =
      Map.of(
          "access_evaluation_endpoint", Endpoint.EVALUATION,
          "access_evaluations_endpoint", Endpoint.EVALUATIONS,
          "search_subject_endpoint", Endpoint.SEARCH_SUBJECT,
          "search_resource_endpoint", Endpoint.SEARCH_RESOURCE,
          "search_action_endpoint", Endpoint.SEARCH_ACTION);

  Metadata {
    checkArgument(
        "https".equalsIgnoreCase(base.getScheme())
            && base.getHost() != null
            && base.getRawUserInfo() == null
            && base.getRawQuery() == null
            && base.getRawFragment() == null
            && !base.getPath().endsWith("/"),
        "%s is no https URL without user, query, fragment and slash at its end",
        base);
  }

  /** Where it is found: between the host and the path of the base. */
  String path() {
    return PATH + base.getPath();
  }

  AuthZenAnswer answer() {
    byte[] body =
        Answers.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("policy_decision_point", base.toString());
              for (Map.Entry<String, Endpoint> one : ENDPOINTS.entrySet()) {
                json.writeStringField(one.getKey(), base + one.getValue().path());
              }
              json.writeEndObject();
            });
    return AuthZenAnswer.json(body).with("Cache-Control", "max-age=3600");
  }
}
