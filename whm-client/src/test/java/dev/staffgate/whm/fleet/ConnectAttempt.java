package dev.staffgate.whm.fleet;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.panels.PanelException;
import dev.staffgate.policy.Policy;
import dev.staffgate.sso.Connect;
import dev.staffgate.sso.ConnectContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Somebody wants to enter a server.
 *
 * @param decision what the policy says to it
 * @param health how the server does
 */
record ConnectAttempt(String staff, String server, Decision decision, ServerHealth health) {
  private static final ConnectContext FROM = ConnectContext.from(FleetStaff.ADDRESS);

  /**
   * What came of it.
   *
   * @param kind which case it is
   * @param told the panel user, the reason code, or kind and detail of the failure
   * @param isRight whether policy and health lead to that
   * @param nanos how long it took, from when it was due
   */
  record Outcome(ConnectAttempt attempt, Kind kind, String told, boolean isRight, long nanos) {
    /** The cases. */
    enum Kind {
      OPENED,
      REFUSED,
      FAILED,
      BROKEN
    }

    Outcome taking(long time) {
      return new Outcome(attempt, kind, told, isRight, time);
    }
  }

  /**
   * Draws attempts by chance; the same seed draws the same ones.
   *
   * @param isWanted which servers they may lead to
   * @param permitted how many of them shall be permitted; the others come with them
   */
  static List<ConnectAttempt> draw(
      SimulatedFleet fleet,
      Predicate<ServerHealth> isWanted,
      FleetStaff crew,
      Policy policy,
      long seed,
      int permitted) {
    Random random = new Random(seed);
    List<String> servers =
        fleet.servers().stream().filter(one -> isWanted.test(fleet.health(one))).toList();
    List<ConnectAttempt> attempts = new ArrayList<>();
    int found = 0;
    while (found < permitted) {
      String staff = crew.ids().get(random.nextInt(crew.ids().size()));
      String server = servers.get(random.nextInt(servers.size()));
      AccessRequest request = FROM.request(staff, server).at(Instant.EPOCH);
      ConnectAttempt attempt =
          new ConnectAttempt(staff, server, policy.decide(request), fleet.health(server));
      attempts.add(attempt);
      found += attempt.decision.permitted() ? 1 : 0;
    }
    return List.copyOf(attempts);
  }

  /** Does it. */
  Outcome run(Connect connect) {
    try {
      String user = connect.open(staff, server, FROM).user();
      return outcome(
          Outcome.Kind.OPENED,
          user,
          health == ServerHealth.HEALTHY && decision.permitted() && user.equals(user()));
    } catch (AccessDeniedException denied) {
      String code = denied.decision().reason().code().text();
      return outcome(
          Outcome.Kind.REFUSED,
          code,
          code.equals(decision.reason().code().text()) && !decision.permitted());
    } catch (PanelException failure) {
      return outcome(
          Outcome.Kind.FAILED,
          failure.kind().text() + "/" + failure.detail().text(),
          decision.permitted() && health.failsWith(failure.kind(), failure.detail()));
    } catch (RuntimeException broken) {
      return outcome(Outcome.Kind.BROKEN, broken.toString(), false);
    }
  }

  /** The panel user whose session it is, if it is permitted. */
  String user() {
    return decision instanceof Decision.Permit permit ? permit.ssoUser().orElse("root") : "";
  }

  private Outcome outcome(Outcome.Kind kind, String told, boolean isRight) {
    return new Outcome(this, kind, told, isRight, 0);
  }
}
