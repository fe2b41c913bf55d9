package dev.staffgate.examples.panel.app;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
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
 * @param tokens where the panel keeps tokens of servers itself; without it, it keeps none
 */
public record PanelConfig(
    List<Path> policy,
    Path data,
    int port,
    InstantSource clock,
    Optional<Secret> apiKey,
    Optional<Tokens> tokens) {
  /**
   * Where tokens are kept, and what they are like that the panel makes.
   *
   * @param file a file for the panel's owner alone; made when the first token is kept
   * @param key where its key is
   * @param callsFrom the addresses and blocks that the panel calls servers from: those that it
   *     makes are accepted from there alone; none: from everywhere
   */
  public record Tokens(Path file, SecretRef key, List<String> callsFrom) {
    public Tokens {
      requireNonNull(file, "file");
      requireNonNull(key, "key");
      callsFrom = List.copyOf(callsFrom);
    }
  }

  public PanelConfig {
    policy = List.copyOf(policy);
    requireNonNull(data, "data");
    requireNonNull(clock, "clock");
    requireNonNull(apiKey, "apiKey");
    requireNonNull(tokens, "tokens");
  }

  /** A panel that other programs cannot ask, and that keeps no tokens. */
  public PanelConfig(List<Path> policy, Path data, int port, InstantSource clock) {
    this(policy, data, port, clock, Optional.empty(), Optional.empty());
  }

  /** This, with an API for whoever has the key. */
  PanelConfig withApiKey(Optional<Secret> key) {
    return new PanelConfig(policy, data, port, clock, key, tokens);
  }

  /** This, with a place for tokens. */
  PanelConfig withTokens(Optional<Tokens> place) {
    return new PanelConfig(policy, data, port, clock, apiKey, place);
  }
}
