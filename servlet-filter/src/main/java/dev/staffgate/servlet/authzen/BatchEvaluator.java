package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.CallRefusedException.badRequest;

import dev.staffgate.decision.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers many evaluations that came in one call, each for itself. */
record BatchEvaluator(EvaluationDecider decider, UnbelievedFacts unbelieved) {
  /** The most evaluations of one call. */
  static final int MAX = 1000;

  private static final Logger log = LoggerFactory.getLogger(BatchEvaluator.class);
  private static final List<String> DEFAULTS = List.of("subject", "action", "resource", "context");

  /** When to stop before the end. */
  private enum Semantic {
    EXECUTE_ALL,
    DENY_ON_FIRST_DENY,
    PERMIT_ON_FIRST_PERMIT;

    boolean stopsAfter(boolean permitted) {
      return this != EXECUTE_ALL && permitted == (this == PERMIT_ON_FIRST_PERMIT);
    }
  }

  byte[] answer(AuthZenCaller caller, JsonNode.Members body) throws CallRefusedException {
    List<JsonNode> items = items(body);
    Semantic semantic = semantic(body);
    if (items.isEmpty()) {
      Decision decision = decider.decide(caller, body);
      List<String> ignored = unbelieved.in(caller, AuthZenEntity.context(body));
      return AnswerWriter.write(json -> AnswerWriter.decision(json, decision, ignored));
    }
    requireDefaults(body);
    return AnswerWriter.write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("evaluations");
          for (JsonNode item : items) {
            boolean permitted = false;
            try {
              JsonNode.Members whole = withDefaults(item, body);
              Decision decision = decider.decide(caller, whole);
              permitted = decision.permitted();
              AnswerWriter.decision(
                  json, decision, unbelieved.in(caller, AuthZenEntity.context(whole)));
            } catch (CallRefusedException wrong) {
              AnswerWriter.error(json, wrong.status(), wrong.text());
            } catch (RuntimeException failed) {
              log.error("an evaluation failed and is a denial: {}", AnswerWriter.nameOf(failed));
              AnswerWriter.error(json, 500, AuthZenHandler.FAILED);
            }
            if (semantic.stopsAfter(permitted)) {
              break;
            }
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static List<JsonNode> items(JsonNode.Members body) throws CallRefusedException {
    if (!body.has("evaluations")) {
      return List.of();
    }
    if (!(body.all().get("evaluations") instanceof JsonNode.Items items)) {
      throw badRequest("`evaluations` is not an array");
    }
    if (items.all().size() > MAX) {
      throw badRequest("there are more than " + MAX + " evaluations in one call");
    }
    return items.all();
  }

  private static Semantic semantic(JsonNode.Members body) throws CallRefusedException {
    if (!body.has("options")) {
      return Semantic.EXECUTE_ALL;
    }
    if (!(body.all().get("options") instanceof JsonNode.Members options)) {
      throw badRequest("`options` is not an object");
    }
    if (!options.has("evaluations_semantic")) {
      return Semantic.EXECUTE_ALL;
    }
    String name =
        options.all().get("evaluations_semantic") instanceof JsonNode.Text t ? t.text() : "";
    return switch (name) {
      case "execute_all" -> Semantic.EXECUTE_ALL;
      case "deny_on_first_deny" -> Semantic.DENY_ON_FIRST_DENY;
      case "permit_on_first_permit" -> Semantic.PERMIT_ON_FIRST_PERMIT;
      default ->
          throw badRequest(
              "`options.evaluations_semantic` is none of execute_all, deny_on_first_deny and"
                  + " permit_on_first_permit");
    };
  }

  /** Refuses the whole call if one of its defaults is wrong, whether or not an item needs it. */
  private static void requireDefaults(JsonNode.Members body) throws CallRefusedException {
    if (body.has("subject")) {
      AuthZenEntity.requireSubject(body);
    }
    if (body.has("action")) {
      AuthZenEntity.requireAction(body);
    }
    if (body.has("resource")) {
      AuthZenEntity.requireResource(body);
    }
    AuthZenEntity.requireContext(body);
  }

  /** An item's own members, each as a whole, before those of the call. */
  private static JsonNode.Members withDefaults(JsonNode item, JsonNode.Members body)
      throws CallRefusedException {
    if (!(item instanceof JsonNode.Members own)) {
      throw badRequest("an evaluation is not an object");
    }
    Map<String, JsonNode> all = new HashMap<>();
    for (String name : DEFAULTS) {
      JsonNode value = own.has(name) ? own.all().get(name) : body.all().get(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    return new JsonNode.Members(all);
  }
}
