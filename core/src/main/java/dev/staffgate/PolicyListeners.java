package dev.staffgate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a program that are told of each policy. Thread-safe. */
final class PolicyListeners {
  private static final Logger log = LoggerFactory.getLogger(PolicyListeners.class);

  private final List<Consumer<Policy>> all = new CopyOnWriteArrayList<>();

  Staffgate.PolicyWatch add(Consumer<Policy> listener) {
    requireNonNull(listener, "listener");
    all.add(listener);
    return () -> all.remove(listener);
  }

  /** Tells all of them; what one throws is logged. */
  void tell(Policy policy) {
    for (Consumer<Policy> listener : all) {
      try {
        listener.accept(policy);
      } catch (RuntimeException failed) {
        log.error("a listener to changes of the policy failed", failed);
      }
    }
  }
}
