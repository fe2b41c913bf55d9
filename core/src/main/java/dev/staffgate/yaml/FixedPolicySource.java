package dev.staffgate.yaml;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import java.util.Optional;

/** A policy that does not change. */
final class FixedPolicySource implements PolicySource {
  private final Policy policy;

  FixedPolicySource(Policy policy) {
    this.policy = requireNonNull(policy, "policy");
  }

  @Override
  public Policy current() {
    return policy;
  }

  @Override
  public Optional<PolicyException> problem() {
    return Optional.empty();
  }

  @Override
  public void onChange(Listener listener) {
    requireNonNull(listener, "listener");
  }

  @Override
  public void refresh() {}

  @Override
  public void close() {}
}
