package dev.staffgate.servlet.authzen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.Secret;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Handlers over the example policies of the project, and over policies that a test writes. */
final class ExampleHandlers {
  static final String KEY = "a-key-of-the-tests-0123456789";
  static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private static final Path FOLDER =
      Path.of(requireNonNull(System.getProperty("staffgate.root")), "examples/policies/authzen");

  private ExampleHandlers() {}

  static AuthZenCaller caller() {
    return AuthZenCaller.withKey("tests", Secret.of(KEY));
  }

  static Staffgate staffgate(Policy policy, List<AuditEvent> audit) {
    return Staffgate.builder()
        .policy(PolicySource.of(policy))
        .audit(audit::add)
        .clock(() -> NOW)
        .build();
  }

  static Policy policy(String text) {
    return PolicyFiles.parse("policy.yaml", text);
  }

  /** A handler over a policy, for a caller that may state nothing. */
  static AuthZenHandler handler(String policy) {
    return builder(policy).caller(caller()).build();
  }

  static AuthZenHandler.Builder builder(String policy) {
    return AuthZenHandler.of(staffgate(policy(policy), new java.util.ArrayList<>()));
  }

  /** A handler over an example policy and what is kept beside it. */
  static AuthZenHandler.Builder example(String name) {
    AuthZenHandler.Builder builder =
        AuthZenHandler.of(
                staffgate(
                    PolicyFiles.load(FOLDER.resolve(name + ".yaml")), new java.util.ArrayList<>()))
            .caller(caller());
    if (name.equals("gateway")) {
      builder
          .subjectTypes("identity")
          .action("GET", "route.get")
          .action("POST", "route.post")
          .action("PUT", "route.put")
          .action("DELETE", "route.delete");
    }
    Path records = FOLDER.resolve(name + "-records.json");
    return Files.exists(records) ? kept(builder, read(records)) : builder;
  }

  private static AuthZenHandler.Builder kept(
      AuthZenHandler.Builder builder, JsonNode.Members file) {
    Map<String, Map<String, String>> subjects = entities(file, "subjects");
    Map<String, Map<String, String>> resources = entities(file, "resources");
    if (!subjects.isEmpty()) {
      builder.subjectAttributes(staff -> subjects.getOrDefault(staff, Map.of()));
    }
    return builder
        .resourceAttributes(
            (type, id) -> type.equals("record") ? resources.getOrDefault(id, Map.of()) : Map.of())
        .resourceIds(
            type ->
                type.equals("record")
                    ? Optional.of(resources.keySet().stream())
                    : Optional.empty());
  }

  private static Map<String, Map<String, String>> entities(JsonNode.Members file, String name) {
    Map<String, Map<String, String>> entities = new LinkedHashMap<>();
    if (file.all().get(name) instanceof JsonNode.Items items) {
      for (JsonNode item : items.all()) {
        JsonNode.Members entity = (JsonNode.Members) item;
        entities.put(
            text(entity.all().get("id")),
            ((JsonNode.Members) entity.all().get("properties"))
                .all().entrySet().stream()
                    .collect(toMap(Map.Entry::getKey, property -> text(property.getValue()))));
      }
    }
    return entities;
  }

  static String text(JsonNode json) {
    return ((JsonNode.Text) json).text();
  }

  static JsonNode.Members read(Path file) {
    try {
      return JsonBodyParser.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CallRefusedException e) {
      throw new IllegalArgumentException(file + ": " + e.text(), e);
    }
  }

  /** The body of an answer. */
  static String body(AuthZenAnswer answer) {
    return new String(answer.body(), UTF_8);
  }

  /** An evaluation of a user, as JSON. */
  static String evaluation(String subject, String action, String type, String id) {
    return "{\"subject\":{\"type\":\"user\",\"id\":\"%s\"},\"action\":{\"name\":\"%s\"},\"resource\":{\"type\":\"%s\",\"id\":\"%s\"}}"
        .formatted(subject, action, type, id);
  }
}
