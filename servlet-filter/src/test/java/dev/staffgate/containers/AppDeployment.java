package dev.staffgate.containers;

import dev.staffgate.Staffgate;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a test and the application that it starts share. The application is a class of the
 * container's loader and known by its name.
 */
public final class AppDeployment {
  /** The time at which everything happens. */
  public static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  /** The folder or the name of the application, a class in {@code dev.staffgate.servlet.launch}. */
  public final String app;

  /** Whether the container lets every request target through that it can be made to. */
  public final boolean relaxed;

  /** Decides. */
  public final Staffgate staffgate;

  /** What ran since it was last emptied. */
  public final Set<String> ran = ConcurrentHashMap.newKeySet();

  /** Settings of an application. */
  public final Map<String, String> settings;

  /** The paths of the contexts. */
  public final List<String> contexts;

  /** Who is signed in, where an application asks here. */
  public volatile Optional<String> staff = Optional.empty();

  /** Makes a stage for an application at the root. */
  public AppDeployment(
      String app, boolean relaxed, Staffgate staffgate, Map<String, String> settings) {
    this(app, relaxed, staffgate, settings, List.of(""));
  }

  /** Makes a stage. */
  public AppDeployment(
      String app,
      boolean relaxed,
      Staffgate staffgate,
      Map<String, String> settings,
      List<String> contexts) {
    this.app = app;
    this.relaxed = relaxed;
    this.staffgate = staffgate;
    this.settings = Map.copyOf(settings);
    this.contexts = List.copyOf(contexts);
  }

  /** Returns Staffgate for a policy, with an audit that keeps nothing. */
  public static Staffgate staffgate(String policy) {
    return Staffgate.builder()
        .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", policy)))
        .audit(event -> {})
        .clock(() -> NOW)
        .build();
  }
}
