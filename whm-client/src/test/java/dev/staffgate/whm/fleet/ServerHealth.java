package dev.staffgate.whm.fleet;

import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a server of a fleet does, and what an attempt to enter it must come to. */
enum ServerHealth {
  /** It opens sessions. */
  HEALTHY,
  /** Nothing listens. */
  GONE,
  /** It takes connections and says nothing, not even TLS. */
  DEAF,
  /** It takes calls and never answers. */
  SILENT,
  /** It answers after every deadline. */
  LATE,
  /** It answers byte by byte, and takes minutes for all of them. */
  DRIPPING,
  /** It opens sessions and sends browsers elsewhere. */
  LYING,
  /** Its JSON breaks off. */
  GARBLING,
  /** It sends callers elsewhere. */
  REDIRECTING,
  /** It shows another key than the pinned one. */
  FORGED;

  private static final List<ServerHealth> SICK =
      Stream.of(values()).filter(ServerHealth::isSick).toList();

  /** One of the sick ones, in turns. */
  static ServerHealth sick(int number) {
    return SICK.get(number % SICK.size());
  }

  /** How many ways there are to be sick. */
  static int ways() {
    return SICK.size();
  }

  /** Whether it is not healthy. */
  boolean isSick() {
    return this != HEALTHY;
  }

  /** How its simulator behaves; nothing where there is none. */
  Optional<SimulatedBehaviour> behaviour() {
    return switch (this) {
      case HEALTHY, FORGED -> Optional.of(SimulatedBehaviour.healthy());
      case GONE, DEAF -> Optional.empty();
      case SILENT -> Optional.of(SimulatedBehaviour.silent());
      case LATE -> Optional.of(SimulatedBehaviour.answeringAfter(Duration.ofMinutes(1)));
      case DRIPPING -> Optional.of(SimulatedBehaviour.dripping(Duration.ofMillis(500)));
      case LYING -> Optional.of(SimulatedBehaviour.leadingTo("https://login.example.net:2087"));
      case GARBLING ->
          Optional.of(
              SimulatedBehaviour.answering(
                  200, "application/json", "{\"metadata\":{\"result\":1,"));
      case REDIRECTING ->
          Optional.of(SimulatedBehaviour.redirecting("https://169.254.169.254/latest/meta-data"));
    };
  }

  /** Whether it may open a session that nobody gets: it does as told, and answers wrongly. */
  boolean opensInVain() {
    return this == LYING || this == LATE || this == DRIPPING;
  }

  /** Whether an attempt may end so. One that has failed often enough may be left alone. */
  boolean failsWith(Kind kind, Detail detail) {
    return switch (this) {
      case HEALTHY -> false;
      case GONE ->
          (kind == Kind.UNREACHABLE && detail == Detail.CONNECTION) || isLeftAlone(kind, detail);
      case DEAF, SILENT, LATE, DRIPPING ->
          (kind == Kind.UNREACHABLE && detail == Detail.TIMEOUT)
              || (kind == Kind.BUSY && detail == Detail.TOO_MANY)
              || isLeftAlone(kind, detail);
      case FORGED -> kind == Kind.UNREACHABLE && detail == Detail.TLS;
      case LYING -> kind == Kind.PROTOCOL && detail == Detail.UNTRUSTED_URL;
      case GARBLING -> kind == Kind.PROTOCOL && detail == Detail.MALFORMED;
      case REDIRECTING ->
          (kind == Kind.PROTOCOL && detail == Detail.REDIRECT) || isLeftAlone(kind, detail);
    };
  }

  private static boolean isLeftAlone(Kind kind, Detail detail) {
    return kind == Kind.UNREACHABLE && detail == Detail.CIRCUIT_OPEN;
  }
}
