package dev.staffgate.sso;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The entries that were handed out and may still be there: who has them, where, and what revokes
 * them; never an entry itself. At most {@value #MAX_ENTRIES}, the longest unused are forgotten
 * first. Thread-safe.
 */
final class LiveSessions {
  static final int MAX_ENTRIES = 100_000;

  /** How long one is remembered whose panel does not say when it ends. */
  static final Duration UNKNOWN_LIFETIME = Duration.ofHours(24);

  private final InstantSource clock;
  private final Cache<UUID, LiveSession> sessions;

  /**
   * An entry that was handed out.
   *
   * @param server as the policy had it then: the token that opened it is of that server
   */
  record LiveSession(
      UUID id,
      String staff,
      Server server,
      String user,
      Optional<Instant> expiresAt,
      Optional<String> revocation) {}

  LiveSessions(InstantSource clock) {
    this.clock = clock;
    this.sessions =
        Caffeine.newBuilder()
            // A few steps at each entry, instead of a thread that wakes up for them.
            .executor(Runnable::run)
            .maximumSize(MAX_ENTRIES)
            .expireAfter(Expiry.<UUID, LiveSession>creating((id, one) -> remainingLifetime(one)))
            .build();
  }

  private Duration remainingLifetime(LiveSession one) {
    return one.expiresAt()
        .map(end -> Duration.between(clock.instant(), end))
        .orElse(UNKNOWN_LIFETIME);
  }

  LiveSession add(String staff, Server server, PanelSession session) {
    LiveSession one =
        new LiveSession(
            UUID.randomUUID(),
            staff,
            server,
            session.user(),
            session.expiresAt(),
            session.revocation());
    sessions.put(one.id(), one);
    return one;
  }

  /** Those of somebody that may still be there. */
  List<LiveSession> of(String staff) {
    return sessions.asMap().values().stream().filter(one -> one.staff().equals(staff)).toList();
  }

  /** Who has any. */
  Set<String> staff() {
    return sessions.asMap().values().stream().map(LiveSession::staff).collect(toUnmodifiableSet());
  }

  /** Forgets one; returns whether this call did, so that one of several callers goes on. */
  boolean remove(LiveSession session) {
    return sessions.asMap().remove(session.id(), session);
  }
}
