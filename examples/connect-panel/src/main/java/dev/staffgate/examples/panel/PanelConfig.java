package dev.staffgate.examples.panel;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What the panel needs to start.
 *
 * @param policy the files of its policy
 * @param data a folder for credentials and audit, for the panel's owner alone
 * @param port on loopback; 0 for any that is free
 * @param clock that all decisions are taken by
 */
public record PanelConfig(List<Path> policy, Path data, int port, InstantSource clock) {
  public PanelConfig {
    policy = List.copyOf(policy);
    requireNonNull(data, "data");
    requireNonNull(clock, "clock");
  }
}
