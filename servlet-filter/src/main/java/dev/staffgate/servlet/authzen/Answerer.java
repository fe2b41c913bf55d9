package dev.staffgate.servlet.authzen;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.Decision;

/** Answers the body of a call, whoever sent it and however it came. */
record Answerer(Decider decider, Evaluations evaluations, Searches searches) {
  static Answerer of(Staffgate staffgate, Translation translation, ResourceIds ids) {
    Decider decider = new Decider(staffgate, translation);
    return new Answerer(
        decider,
        new Evaluations(decider),
        new Searches(staffgate, translation, new ResourceSearch(staffgate, translation, ids)));
  }

  /** The answer, as JSON. */
  byte[] answer(Endpoint endpoint, AuthZenCaller caller, Json.Members body) throws Refused {
    return switch (endpoint) {
      case EVALUATION -> {
        Decision decision = decider.decide(caller, body);
        yield Answers.write(json -> Answers.decision(json, decision));
      }
      case EVALUATIONS -> evaluations.answer(caller, body);
      case SEARCH_SUBJECT -> searches.subjects(caller, body);
      case SEARCH_RESOURCE -> searches.resources(caller, body);
      case SEARCH_ACTION -> searches.actions(caller, body);
    };
  }
}
