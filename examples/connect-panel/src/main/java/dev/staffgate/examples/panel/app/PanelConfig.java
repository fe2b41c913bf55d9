package dev.staffgate.examples.panel.app;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a panel.
 *
 * @param policy the files and folders of its policy
 * @param data a folder for credentials and audit, readable by the panel's owner alone
 * @param address where it listens, and what browsers know it by
 * @param clock the clock for all decisions
 * @param apiKey the key of programs that use the AuthZEN API; no API if absent. Callers with the
 *     key are believed when they state a person's address and second factor
 * @param tokens the storage of tokens; the panel keeps none if absent
 */
public record PanelConfig(
    List<Path> policy,
    Path data,
    PanelAddress address,
    InstantSource clock,
    Optional<Secret> apiKey,
    Optional<Tokens> tokens) {
  /**
   * The storage of tokens, and the limits of tokens that the panel makes.
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
    requireNonNull(address, "address");
    requireNonNull(clock, "clock");
    requireNonNull(apiKey, "apiKey");
    requireNonNull(tokens, "tokens");
  }

  /** Creates settings of a panel without API and without stored tokens. */
  public PanelConfig(List<Path> policy, Path data, PanelAddress address, InstantSource clock) {
    this(policy, data, address, clock, Optional.empty(), Optional.empty());
  }

  /** Returns these settings with an API for programs that have the key. */
  PanelConfig withApiKey(Optional<Secret> key) {
    return new PanelConfig(policy, data, address, clock, key, tokens);
  }

  /** Returns these settings at another place. */
  public PanelConfig at(PanelAddress other) {
    return new PanelConfig(policy, data, other, clock, apiKey, tokens);
  }

  /** Returns these settings with a storage of tokens. */
  PanelConfig withTokens(Optional<Tokens> place) {
    return new PanelConfig(policy, data, address, clock, apiKey, place);
  }
}
