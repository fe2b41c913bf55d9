package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.Examples.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the AuthZEN working group's scenarios expect of a decision server, over HTTP, by the example
 * policies. They lie beside the project; {@code docs/proof-vectors.md} says what came of them.
 */
class AuthZenVectorsTest {
  private static final List<String> FILES = List.of("todo", "gateway", "search", "conformance");
  private static final String BASE = "https://pdp.example.com";

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

  private record Answer(HttpResponse<byte[]> response, Json.Members body) {}

  @Test
  void table_inTheDocuments_saysWhatTheRunCounts() throws Exception {
    StringBuilder counts = new StringBuilder();
    List<String> failures = new ArrayList<>();
    for (String file : FILES) {
      run(file, counts, failures);
    }
    String document =
        Files.readString(
            Path.of(requireNonNull(System.getProperty("staffgate.root")), "docs/proof-vectors.md"));

    assertThat(failures).isEmpty();
    assertThat(document)
        .contains(
            "<!-- authzen -->\n\n| file | entries | run | passed | skipped |\n"
                + "|---|---:|---:|---:|---:|\n"
                + counts
                + "\n<!-- end of authzen -->");
  }

  private void run(String file, StringBuilder counts, List<String> failures) throws Exception {
    int run = 0;
    int passed = 0;
    Map<String, AuthZenServer> servers = new HashMap<>();
    try {
      for (Json one : ((Json.Items) vectors(file).all().get("cases")).all()) {
        Json.Members vector = (Json.Members) one;
        String base = BASE + (vector.has("base_path") ? text(vector.all().get("base_path")) : "");
        if (!servers.containsKey(base)) {
          servers.put(base, server(file, base));
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < times(vector); i++) {
          wrong.addAll(wrongWith(vector, base, servers.get(base)));
        }
        run++;
        if (wrong.isEmpty()) {
          passed++;
        } else {
          failures.add(file + " " + text(vector.all().get("id")) + ": " + wrong);
        }
      }
    } finally {
      servers.values().forEach(AuthZenServer::close);
    }
    counts.append("| `authzen/%s` | %d | %d | %d | 0 |\n".formatted(file, run, run, passed));
  }

  private static AuthZenServer server(String file, String base) throws Exception {
    return AuthZenServer.start(
        Examples.example(file).baseUrl(URI.create(base)).build(),
        "/access/v1/*",
        "/.well-known/authzen-configuration/*");
  }

  private static int times(Json.Members vector) {
    return vector.all().get("repeat") instanceof Json.Scalar many
        ? Integer.parseInt(many.text())
        : 1;
  }

  private List<String> wrongWith(Json.Members vector, String base, AuthZenServer server)
      throws Exception {
    Answer answer = ask(vector, server, "");
    List<Json> results = new ArrayList<>(items(answer.body, "results"));
    if (vector.has("follow_pages")) {
      for (String token = next(answer.body); !token.isEmpty(); token = next(answer.body)) {
        answer = ask(vector, server, token);
        results.addAll(items(answer.body, "results"));
      }
    }
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Json> expected :
        ((Json.Members) vector.all().get("expect")).all().entrySet()) {
      if (!holds(expected.getKey(), expected.getValue(), answer, results, base)) {
        wrong.add(
            expected.getKey() + " is not so: " + answer.response.statusCode() + " " + answer.body);
      }
    }
    return wrong;
  }

  private static boolean holds(
      String what, Json expected, Answer answer, List<Json> results, String base) {
    Json.Members body = answer.body;
    return switch (what) {
      case "status" -> ((Json.Scalar) expected).text().equals("" + answer.response.statusCode());
      case "content_type" ->
          (answer.response.headers().firstValue("Content-Type").orElse("") + ";")
              .startsWith(text(expected) + ";");
      case "body" -> includes(body, expected);
      case "decisions" -> decisions(body).equals(((Json.Items) expected).all());
      case "evaluations_shape" ->
          decisions(body).size() == Integer.parseInt(((Json.Scalar) expected).text());
      case "results" ->
          results.size() == ((Json.Items) expected).all().size()
              && new HashSet<>(results).equals(new HashSet<>(((Json.Items) expected).all()));
      case "results_include" -> results.containsAll(((Json.Items) expected).all());
      case "results_all_of_type" ->
          results.stream()
              .allMatch(one -> text(((Json.Members) one).all().get("type")).equals(text(expected)));
      case "headers" ->
          ((Json.Members) expected)
              .all().entrySet().stream()
                  .allMatch(
                      header ->
                          answer
                              .response
                              .headers()
                              .allValues(header.getKey())
                              .equals(List.of(text(header.getValue()))));
      case "has" -> ((Json.Items) expected).all().stream().allMatch(name -> body.has(text(name)));
      case "https_urls" ->
          ((Json.Items) expected)
              .all().stream()
                  .filter(name -> body.has(text(name)))
                  .allMatch(name -> text(body.all().get(text(name))).startsWith("https://"));
      case "no_query_or_fragment" ->
          !text(body.all().get("policy_decision_point")).matches(".*[?#].*");
      case "policy_decision_point_is_base" ->
          text(body.all().get("policy_decision_point")).equals(base);
      default -> throw new IllegalArgumentException("what is " + what + "?");
    };
  }

  private static List<Json> decisions(Json.Members body) {
    return items(body, "evaluations").stream()
        .map(one -> ((Json.Members) one).all().get("decision"))
        .toList();
  }

  private static List<Json> items(Json.Members body, String name) {
    return body.all().get(name) instanceof Json.Items items ? items.all() : List.of();
  }

  private static String next(Json.Members body) {
    return body.all().get("page") instanceof Json.Members page
        ? text(page.all().get("next_token"))
        : "";
  }

  /** Whether a value has all that is expected; it may have other members besides. */
  private static boolean includes(Json value, Json expected) {
    if (expected instanceof Json.Members members) {
      return value instanceof Json.Members has
          && members.all().entrySet().stream()
              .allMatch(
                  one ->
                      has.all().containsKey(one.getKey())
                          && includes(has.all().get(one.getKey()), one.getValue()));
    }
    if (expected instanceof Json.Items items) {
      List<Json> all = value instanceof Json.Items has ? has.all() : List.of();
      return all.size() == items.all().size()
          && IntStream.range(0, all.size()).allMatch(i -> includes(all.get(i), items.all().get(i)));
    }
    return value.equals(expected);
  }

  private Answer ask(Json.Members vector, AuthZenServer server, String token) throws Exception {
    String endpoint = text(vector.all().get("endpoint"));
    String path = vector.has("path") ? text(vector.all().get("path")) : "/access/v1/" + endpoint;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + Examples.KEY);
    if (vector.all().get("headers") instanceof Json.Members headers) {
      headers.all().forEach((name, value) -> request.header(name, text(value)));
    } else {
      request.header("Content-Type", "application/json");
    }
    String method = vector.has("method") ? text(vector.all().get("method")) : "POST";
    HttpResponse<byte[]> response =
        client.send(
            request
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body(vector, token)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    boolean json =
        response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    return new Answer(
        response, json ? JsonReader.read(response.body()) : new Json.Members(Map.of()));
  }

  private static byte[] body(Json.Members vector, String token) {
    if (vector.has("raw_body")) {
      return text(vector.all().get("raw_body")).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    if (!(vector.all().get("request") instanceof Json.Members request)) {
      return new byte[0];
    }
    return Answers.write(
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, Json> member : request.all().entrySet()) {
            if (token.isEmpty() || !member.getKey().equals("page")) {
              json.writeFieldName(member.getKey());
              write(json, member.getValue());
            }
          }
          if (!token.isEmpty()) {
            json.writeObjectFieldStart("page");
            if (request.all().get("page") instanceof Json.Members page && page.has("limit")) {
              json.writeFieldName("limit");
              write(json, page.all().get("limit"));
            }
            json.writeStringField("token", token);
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Json value) throws IOException {
    if (value instanceof Json.Members members) {
      json.writeStartObject();
      for (Map.Entry<String, Json> member : members.all().entrySet()) {
        json.writeFieldName(member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Json.Items items) {
      json.writeStartArray();
      for (Json item : items.all()) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Json.Text text) {
      json.writeString(text.text());
    } else {
      json.writeRawValue(value instanceof Json.Scalar scalar ? scalar.text() : "null");
    }
  }

  private static Json.Members vectors(String file) {
    String folder = System.getProperty("staffgate.shared", "");
    Path path = Path.of(folder, "vectors", "authzen", file + ".json");
    assumeTrue(!folder.isEmpty() && Files.isRegularFile(path), () -> path + " is not there");
    return Examples.read(path);
  }
}
