package dev.staffgate.examples.panel;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the panel needs to start.
 *
 * @param policy the files of its policy
 * @param data a folder for credentials and audit, for the panel's owner alone
 * @param port on loopback; 0 for any that is free
 * @param clock that all decisions are taken by
 * @param apiKey what other programs send to ask by the AuthZEN API, which is off without it.
 *     Whoever has it is believed where a person is, and when they proved their second factor
 */
public record PanelConfig(
    List<Path> policy, Path data, int port, InstantSource clock, Optional<Secret> apiKey) {
  public PanelConfig {
    policy = List.copyOf(policy);
    requireNonNull(data, "data");
    requireNonNull(clock, "clock");
    requireNonNull(apiKey, "apiKey");
  }

  /** A panel that other programs cannot ask. */
  public PanelConfig(List<Path> policy, Path data, int port, InstantSource clock) {
    this(policy, data, port, clock, Optional.empty());
  }

  /** This, with an API for whoever has the key. */
  PanelConfig withApiKey(Optional<Secret> key) {
    return new PanelConfig(policy, data, port, clock, key);
  }
}
