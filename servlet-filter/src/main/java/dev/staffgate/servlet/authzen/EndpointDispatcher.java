package dev.staffgate.servlet.authzen;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.Decision;

/** Answers the body of a call, whoever sent it and however it came. */
record EndpointDispatcher(
    EvaluationDecider decider, BatchEvaluator evaluations, AuthZenSearch searches) {
  static EndpointDispatcher of(
      Staffgate staffgate, RequestTranslator translation, ResourceIds ids) {
    EvaluationDecider decider = new EvaluationDecider(staffgate, translation);
    return new EndpointDispatcher(
        decider,
        new BatchEvaluator(decider),
        new AuthZenSearch(staffgate, translation, new ResourceSearch(staffgate, translation, ids)));
  }

  /** The answer, as JSON. */
  byte[] answer(AuthZenEndpoint endpoint, AuthZenCaller caller, JsonNode.Members body)
      throws CallRefusedException {
    return switch (endpoint) {
      case EVALUATION -> {
        Decision decision = decider.decide(caller, body);
        yield AnswerWriter.write(json -> AnswerWriter.decision(json, decision));
      }
      case EVALUATIONS -> evaluations.answer(caller, body);
      case SEARCH_SUBJECT -> searches.subjects(caller, body);
      case SEARCH_RESOURCE -> searches.resources(caller, body);
      case SEARCH_ACTION -> searches.actions(caller, body);
    };
  }
}
