package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.ExampleHandlers.text;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What the vectors of the AuthZEN working group may expect of an answer. */
final class AuthZenExpectation {
  static final JsonNode TRUE = new JsonNode.Scalar("true");

  private static final Set<JsonNode> BOOLEANS = Set.of(TRUE, new JsonNode.Scalar("false"));

  private AuthZenExpectation() {}

  /**
   * Returns whether an answer is as expected.
   *
   * @param what the name of the expectation
   * @param results those of all pages
   * @param base the base URL of the server
   * @throws IllegalArgumentException if no expectation has this name
   */
  static boolean holds(
      String what,
      JsonNode expected,
      HttpResponse<byte[]> response,
      JsonNode.Members body,
      List<JsonNode> results,
      String base) {
    return switch (what) {
      case "status" -> ((JsonNode.Scalar) expected).text().equals("" + response.statusCode());
      case "content_type" ->
          (response.headers().firstValue("Content-Type").orElse("") + ";")
              .startsWith(text(expected) + ";");
      case "body" -> includes(body, expected);
      case "decisions" -> decisions(body).equals(((JsonNode.Items) expected).all());
      case "evaluations_shape" ->
          decisions(body).size() == Integer.parseInt(((JsonNode.Scalar) expected).text())
              && BOOLEANS.containsAll(decisions(body));
      case "results" ->
          body.has("results")
              && results.size() == ((JsonNode.Items) expected).all().size()
              && new HashSet<>(results).equals(new HashSet<>(((JsonNode.Items) expected).all()));
      case "results_include" -> results.containsAll(((JsonNode.Items) expected).all());
      case "results_all_of_type" ->
          body.has("results")
              && results.stream()
                  .allMatch(
                      one ->
                          text(((JsonNode.Members) one).all().get("type")).equals(text(expected)));
      case "headers" ->
          ((JsonNode.Members) expected)
              .all().entrySet().stream()
                  .allMatch(
                      header ->
                          response
                              .headers()
                              .allValues(header.getKey())
                              .equals(List.of(text(header.getValue()))));
      case "has" ->
          ((JsonNode.Items) expected).all().stream().allMatch(name -> body.has(text(name)));
      case "https_urls" ->
          ((JsonNode.Items) expected)
              .all().stream()
                  .filter(name -> body.has(text(name)))
                  .allMatch(name -> text(body.all().get(text(name))).startsWith("https://"));
      case "no_query_or_fragment" ->
          expected.equals(TRUE)
              && !text(body.all().get("policy_decision_point")).matches(".*[?#].*");
      case "policy_decision_point_is_base" ->
          expected.equals(TRUE) && text(body.all().get("policy_decision_point")).equals(base);
      default -> throw new IllegalArgumentException("what is " + what + "?");
    };
  }

  private static List<JsonNode> decisions(JsonNode.Members body) {
    return items(body, "evaluations").stream()
        .map(one -> ((JsonNode.Members) one).all().get("decision"))
        .toList();
  }

  /** The items of an array; none if it is not there. */
  static List<JsonNode> items(JsonNode.Members body, String name) {
    return body.all().get(name) instanceof JsonNode.Items items ? items.all() : List.of();
  }

  /** Returns whether a value has all that is expected; it may have other members besides. */
  private static boolean includes(JsonNode value, JsonNode expected) {
    if (expected instanceof JsonNode.Members members) {
      return value instanceof JsonNode.Members has
          && members.all().entrySet().stream()
              .allMatch(
                  one ->
                      has.all().containsKey(one.getKey())
                          && includes(has.all().get(one.getKey()), one.getValue()));
    }
    if (expected instanceof JsonNode.Items items) {
      List<JsonNode> all = value instanceof JsonNode.Items has ? has.all() : List.of();
      return all.size() == items.all().size()
          && IntStream.range(0, all.size()).allMatch(i -> includes(all.get(i), items.all().get(i)));
    }
    return value.equals(expected);
  }
}
