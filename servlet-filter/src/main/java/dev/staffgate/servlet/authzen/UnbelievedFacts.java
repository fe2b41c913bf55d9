package dev.staffgate.servlet.authzen;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts that a caller states and is not believed. They are passed over, for a standard client sends
 * {@code time} and {@code ip} unasked; so that nobody wonders why they do not count, they are named
 * in the answer, and once for each caller in the log. Safe for any number of threads.
 */
final class UnbelievedFacts {
  private static final Logger log = LoggerFactory.getLogger(UnbelievedFacts.class);

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Returns the names of the members of a context that do not count, in the order of the facts. */
  List<String> in(AuthZenCaller caller, JsonNode.Members context) {
    ImmutableList.Builder<String> unbelieved = ImmutableList.builder();
    for (StatedFact fact : StatedFact.values()) {
      if (context.has(fact.member()) && !caller.facts().contains(fact)) {
        tell(caller, fact);
        unbelieved.add(fact.member());
      }
    }
    return unbelieved.build();
  }

  private void tell(AuthZenCaller caller, StatedFact fact) {
    if (told.add(caller.name() + " " + fact)) {
      log.warn(
          "`context.{}` of the caller `{}` does not count: only one with mayState({}) may state it",
          fact.member(),
          caller.name(),
          fact);
    }
  }
}
