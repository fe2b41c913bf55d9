package dev.staffgate.servlet.authzen;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.Decision;
import java.util.List;

/** Answers the body of a call, whoever sent it and however it came. */
record EndpointDispatcher(
    EvaluationDecider decider,
    UnbelievedFacts unbelieved,
    BatchEvaluator evaluations,
    AuthZenSearch searches) {
  static EndpointDispatcher of(
      Staffgate staffgate, RequestTranslator translation, ResourceIds ids) {
    EvaluationDecider decider = new EvaluationDecider(staffgate, translation);
    UnbelievedFacts unbelieved = new UnbelievedFacts();
    return new EndpointDispatcher(
        decider,
        unbelieved,
        new BatchEvaluator(decider, unbelieved),
        new AuthZenSearch(
            staffgate, translation, new ResourceSearch(staffgate, translation, ids), unbelieved));
  }

  /** The answer, as JSON. */
  byte[] answer(AuthZenEndpoint endpoint, AuthZenCaller caller, JsonNode.Members body)
      throws CallRefusedException {
    return switch (endpoint) {
      case EVALUATION -> {
        Decision decision = decider.decide(caller, body);
        List<String> ignored = unbelieved.in(caller, AuthZenEntity.context(body));
        yield AnswerWriter.write(json -> AnswerWriter.decision(json, decision, ignored));
      }
      case EVALUATIONS -> evaluations.answer(caller, body);
      case SEARCH_SUBJECT -> searches.subjects(caller, body);
      case SEARCH_RESOURCE -> searches.resources(caller, body);
      case SEARCH_ACTION -> searches.actions(caller, body);
    };
  }
}
