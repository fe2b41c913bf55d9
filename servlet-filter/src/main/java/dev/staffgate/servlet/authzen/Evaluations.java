package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.Refused.badRequest;

import dev.staffgate.decision.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers many evaluations that came in one call, each for itself. */
record Evaluations(Decider decider) {
  /** How many evaluations one call may have. */
  static final int MAX = 1000;

  private static final Logger log = LoggerFactory.getLogger(Evaluations.class);
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

  byte[] answer(AuthZenCaller caller, Json.Members body) throws Refused {
    List<Json> items = items(body);
    Semantic semantic = semantic(body);
    if (items.isEmpty()) {
      Decision decision = decider.decide(caller, body);
      return Answers.write(json -> Answers.decision(json, decision));
    }
    checkDefaults(body);
    return Answers.write(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("evaluations");
          for (Json item : items) {
            boolean permitted = false;
            try {
              Decision decision = decider.decide(caller, withDefaults(item, body));
              permitted = decision.permitted();
              Answers.decision(json, decision);
            } catch (Refused wrong) {
              Answers.error(json, wrong.status(), wrong.text());
            } catch (RuntimeException failed) {
              log.error("an evaluation failed and is a denial: {}", Answers.nameOf(failed));
              Answers.error(json, 500, AuthZenHandler.FAILED);
            }
            if (semantic.stopsAfter(permitted)) {
              break;
            }
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static List<Json> items(Json.Members body) throws Refused {
    if (!body.has("evaluations")) {
      return List.of();
    }
    if (!(body.all().get("evaluations") instanceof Json.Items items)) {
      throw badRequest("`evaluations` is no array");
    }
    if (items.all().size() > MAX) {
      throw badRequest("there are more than " + MAX + " evaluations in one call");
    }
    return items.all();
  }

  private static Semantic semantic(Json.Members body) throws Refused {
    if (!body.has("options")) {
      return Semantic.EXECUTE_ALL;
    }
    if (!(body.all().get("options") instanceof Json.Members options)) {
      throw badRequest("`options` is no object");
    }
    if (!options.has("evaluations_semantic")) {
      return Semantic.EXECUTE_ALL;
    }
    String name = options.all().get("evaluations_semantic") instanceof Json.Text t ? t.text() : "";
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

  /** A default that is wrong makes the whole call wrong, whether or not an item needs it. */
  private static void checkDefaults(Json.Members body) throws Refused {
    Entity unused;
    if (body.has("subject")) {
      unused = Entity.subject(body);
    }
    if (body.has("action")) {
      unused = Entity.action(body);
    }
    if (body.has("resource")) {
      unused = Entity.resource(body);
    }
    Json.Members unusedContext = Entity.context(body);
  }

  /** An item's own members, each as a whole, before those of the call. */
  private static Json.Members withDefaults(Json item, Json.Members body) throws Refused {
    if (!(item instanceof Json.Members own)) {
      throw badRequest("an evaluation is no object");
    }
    Map<String, Json> all = new HashMap<>();
    for (String name : DEFAULTS) {
      Json value = own.has(name) ? own.all().get(name) : body.all().get(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    return new Json.Members(all);
  }
}
