package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.ExampleHandlers.text;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the AuthZEN working group's scenarios expect of a decision server, over HTTP, by the example
 * policies. They lie beside the project; {@code docs/proof-vectors.md} says what came of them.
 */
class AuthZenVectorsTest {
  private static final List<String> FILES = List.of("todo", "gateway", "search", "conformance");
  private static final String BASE = "https://pdp.example.com";

  private static final Set<String> ENDPOINTS =
      Set.of(
          "evaluation",
          "evaluations",
          "search/subject",
          "search/resource",
          "search/action",
          "metadata");

  private static final Set<String> OF_A_FILE =
      Set.of("suite", "title", "origin", "licence", "facts", "fixture", "default_paths", "cases");

  /** What a vector may say; from `section` on they are for the reader. */
  private static final Set<String> MEMBERS =
      Set.of(
          "id",
          "endpoint",
          "request",
          "raw_body",
          "headers",
          "method",
          "path",
          "base_path",
          "repeat",
          "follow_pages",
          "expect",
          "section",
          "level",
          "title",
          "origin",
          "note",
          "why");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

  private record Answer(HttpResponse<byte[]> response, JsonNode.Members body) {}

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
    Map<String, AuthZenTestServer> servers = new HashMap<>();
    try {
      for (JsonNode one : ((JsonNode.Items) vectors(file).all().get("cases")).all()) {
        JsonNode.Members vector = (JsonNode.Members) one;
        requireKnown(vector);
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
      servers.values().forEach(AuthZenTestServer::close);
    }
    assertThat(run).as(file).isPositive();
    counts.append("| `authzen/%s` | %d | %d | %d | 0 |\n".formatted(file, run, run, passed));
  }

  private static AuthZenTestServer server(String file, String base) throws Exception {
    return AuthZenTestServer.start(
        ExampleHandlers.example(file).baseUrl(URI.create(base)).build(),
        "/access/v1/*",
        "/.well-known/authzen-configuration/*");
  }

  /** What is not understood fails here: left alone, it would pass. */
  private static void requireKnown(JsonNode.Members vector) {
    Map<String, JsonNode> all = vector.all();
    boolean known =
        MEMBERS.containsAll(all.keySet())
            && all.get("expect") instanceof JsonNode.Members expect
            && expect.has("status")
            && ENDPOINTS.contains(text(all.get("endpoint")))
            && !(vector.has("request") && vector.has("raw_body"))
            && (!vector.has("follow_pages")
                || all.get("follow_pages").equals(AuthZenExpectation.TRUE));
    if (!known) {
      throw new IllegalArgumentException("what is this? " + all);
    }
  }

  private static int times(JsonNode.Members vector) {
    return vector.has("repeat")
        ? Integer.parseInt(((JsonNode.Scalar) vector.all().get("repeat")).text())
        : 1;
  }

  private List<String> wrongWith(JsonNode.Members vector, String base, AuthZenTestServer server)
      throws Exception {
    Answer answer = ask(vector, server, "");
    List<JsonNode> results = new ArrayList<>(AuthZenExpectation.items(answer.body, "results"));
    if (vector.has("follow_pages")) {
      for (String token = next(answer.body); !token.isEmpty(); token = next(answer.body)) {
        answer = ask(vector, server, token);
        results.addAll(AuthZenExpectation.items(answer.body, "results"));
      }
    }
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, JsonNode> expected :
        ((JsonNode.Members) vector.all().get("expect")).all().entrySet()) {
      if (!AuthZenExpectation.holds(
          expected.getKey(), expected.getValue(), answer.response, answer.body, results, base)) {
        wrong.add(
            expected.getKey() + " is not so: " + answer.response.statusCode() + " " + answer.body);
      }
    }
    return wrong;
  }

  private static String next(JsonNode.Members body) {
    return body.all().get("page") instanceof JsonNode.Members page
        ? text(page.all().get("next_token"))
        : "";
  }

  private Answer ask(JsonNode.Members vector, AuthZenTestServer server, String token)
      throws Exception {
    String endpoint = text(vector.all().get("endpoint"));
    String path = vector.has("path") ? text(vector.all().get("path")) : "/access/v1/" + endpoint;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + ExampleHandlers.KEY);
    if (vector.all().get("headers") instanceof JsonNode.Members headers) {
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
        response, json ? JsonBodyParser.read(response.body()) : new JsonNode.Members(Map.of()));
  }

  private static byte[] body(JsonNode.Members vector, String token) {
    if (vector.has("raw_body")) {
      return text(vector.all().get("raw_body")).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    if (!(vector.all().get("request") instanceof JsonNode.Members request)) {
      return new byte[0];
    }
    return AnswerWriter.write(
        json -> {
          json.writeStartObject();
          for (Map.Entry<String, JsonNode> member : request.all().entrySet()) {
            if (token.isEmpty() || !member.getKey().equals("page")) {
              json.writeFieldName(member.getKey());
              write(json, member.getValue());
            }
          }
          if (!token.isEmpty()) {
            json.writeObjectFieldStart("page");
            if (request.all().get("page") instanceof JsonNode.Members page && page.has("limit")) {
              json.writeFieldName("limit");
              write(json, page.all().get("limit"));
            }
            json.writeStringField("token", token);
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, JsonNode value) throws IOException {
    if (value instanceof JsonNode.Members members) {
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> member : members.all().entrySet()) {
        json.writeFieldName(member.getKey());
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof JsonNode.Items items) {
      json.writeStartArray();
      for (JsonNode item : items.all()) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof JsonNode.Text text) {
      json.writeString(text.text());
    } else {
      json.writeRawValue(value instanceof JsonNode.Scalar scalar ? scalar.text() : "null");
    }
  }

  private static JsonNode.Members vectors(String file) {
    String folder = System.getProperty("staffgate.shared", "");
    Path path = Path.of(folder, "vectors", "authzen", file + ".json");
    assumeTrue(!folder.isEmpty() && Files.isRegularFile(path), () -> path + " is not there");
    JsonNode.Members vectors = ExampleHandlers.read(path);
    assertThat(vectors.all().keySet()).as("members that are understood").isSubsetOf(OF_A_FILE);
    return vectors;
  }
}
