package dev.staffgate.whm.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.FileAuditSink;
import dev.staffgate.policy.Policy;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.fleet.ConnectAttempt.Outcome;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A thousand servers, a hundred of them sick, and two hundred people: first as fast as they can,
 * for what is right and what it needs; then so many a second, with the sick ones and without in
 * turns, for what the healthy ones take. Prints figures; run by name alone: {@code
 * -Dtest=FleetRun}.
 *
 * <p>Simulators and callers share this machine. As fast as they can, times would be those of the
 * queue for its cores, and whoever waits for a sick server would leave the healthy ones to the
 * others. So times are taken of people who come at instants drawn beforehand, from when each was
 * due. One visitor in ten goes to a sick server or, without them, to one more healthy server, and
 * is not counted. Each turn has visits of its own: those to the same servers as just before would
 * find their connections.
 */
public class FleetRun {
  private static final int SERVERS = Integer.getInteger("fleet.servers", 1_000);
  private static final int SICK = Integer.getInteger("fleet.sick", 100);
  private static final int CALLERS = Integer.getInteger("fleet.callers", 200);
  private static final int PERMITTED = Integer.getInteger("fleet.permitted", 20_000);
  private static final int PER_SECOND = Integer.getInteger("fleet.per-second", 200);
  private static final int PAIRS = Integer.getInteger("fleet.pairs", 6);
  private static final int SECONDS = Integer.getInteger("fleet.seconds", 8);
  private static final int VISITS = PER_SECOND * SECONDS;
  private static final Duration DEADLINE =
      Duration.ofMillis(Integer.getInteger("fleet.deadline-ms", 3_000));

  private final PrintStream out = System.out;

  /** The same without a test runner, for a machine that does nothing else. */
  public static void main(String[] args) throws Exception {
    new FleetRun().aThousandServers_someSick_areEnteredAsThePolicySays();
  }

  @Test
  void aThousandServers_someSick_areEnteredAsThePolicySays() throws Exception {
    Path folder = Files.createTempDirectory("fleet");
    Path audit = folder.resolve("audit.jsonl");
    FleetStaff crew = FleetStaff.of(CALLERS, 1);
    long heapBefore = ResourceMonitor.heap();
    try (SimulatedFleet fleet = SimulatedFleet.start(SERVERS, SICK);
        FileAuditSink sink = FileAuditSink.open(audit)) {
      Policy policy =
          PolicyFiles.parse("fleet.yaml", "staffgate: 1\n" + crew.policy() + fleet.policy());
      long heapOfFleet = ResourceMonitor.heap();
      say("servers %,d, sick %,d, staff %,d, deadline %s", SERVERS, SICK, CALLERS, DEADLINE);
      say("heap: %s at start, %s with servers and policy", mega(heapBefore), mega(heapOfFleet));
      try (Staffgate staffgate =
          Staffgate.builder()
              .policy(PolicySource.of(policy))
              .audit(sink)
              .secrets(fleet.tokens())
              .panels(
                  WhmSessionClient.builder()
                      .transport(PanelTransport.builder().deadline(DEADLINE).build())
                      .build())
              .build()) {
        List<Outcome> all = new ArrayList<>(openAll(staffgate, fleet, crew, policy));
        all.addAll(turns(staffgate, fleet, crew, policy));
        say("heap after all, its callers' results included: %s", mega(ResourceMonitor.heap()));
        check(all, fleet, audit);
      }
    } finally {
      Files.delete(audit);
      Files.delete(folder);
    }
  }

  private List<Outcome> openAll(
      Staffgate staffgate, SimulatedFleet fleet, FleetStaff crew, Policy policy) throws Exception {
    List<ConnectAttempt> attempts =
        ConnectAttempt.draw(fleet, any -> true, crew, policy, 2, PERMITTED);
    long files = ResourceMonitor.files();
    long heap = ResourceMonitor.heap();
    long begin = System.nanoTime();
    List<Outcome> outcomes;
    try (ResourceMonitor observer = new ResourceMonitor()) {
      outcomes = ConcurrentCallers.of(staffgate.connect(), attempts, CALLERS);
      double seconds = (System.nanoTime() - begin) / 1e9;
      say("all at once: %,d asked, %,d permitted, in %.1f s", attempts.size(), PERMITTED, seconds);
      say("threads of ours: %d %s", observer.most().allThreads(), observer.most().threads());
      say(
          "files: %,d before, %,d at most, %,d after",
          files, observer.most().files(), ResourceMonitor.files());
    }
    say("heap: %s before, %s after", mega(heap), mega(ResourceMonitor.heap()));
    say("healthy: %s", Times.of(outcomes));
    OutcomeReconciliation.counts(outcomes).forEach((what, count) -> say("  %,7d %s", count, what));
    return outcomes;
  }

  private List<Outcome> turns(
      Staffgate staffgate, SimulatedFleet fleet, FleetStaff crew, Policy policy) throws Exception {
    List<Outcome> all = new ArrayList<>();
    List<Outcome> withAll = new ArrayList<>();
    List<Outcome> withoutAll = new ArrayList<>();
    double[] p50 = new double[PAIRS];
    double[] p99 = new double[PAIRS];
    for (int pair = -1; pair < PAIRS; pair++) {
      List<Outcome> with = new ArrayList<>();
      List<Outcome> without = new ArrayList<>();
      for (int half = 0; half < 2; half++) {
        boolean sickToo = (pair + half) % 2 == 0;
        int turn = 2 * pair + half;
        List<ConnectAttempt> counted =
            ConnectAttempt.draw(fleet, one -> !one.isSick(), crew, policy, 100 + turn, VISITS);
        List<ConnectAttempt> others =
            ConnectAttempt.draw(
                fleet, one -> one.isSick() == sickToo, crew, policy, 200 + turn, VISITS / 9);
        List<Outcome> outcomes = paced(staffgate, counted, others, turn);
        all.addAll(outcomes);
        Set<ConnectAttempt> uncounted = Collections.newSetFromMap(new IdentityHashMap<>());
        uncounted.addAll(others);
        outcomes.removeIf(one -> uncounted.contains(one.attempt()));
        (sickToo ? with : without).addAll(outcomes);
      }
      Times ill = Times.of(with);
      Times well = Times.of(without);
      say("%d: with %s, without %s", pair, ill, well);
      if (pair >= 0) {
        withAll.addAll(with);
        withoutAll.addAll(without);
        p50[pair] = ill.p50() / well.p50();
        p99[pair] = ill.p99() / well.p99();
      }
    }
    say("all turns: with %s, without %s", Times.of(withAll), Times.of(withoutAll));
    say("p50: ratio %s; p99: ratio %s", middle(p50), middle(p99));
    return all;
  }

  /** All attempts of both, each at an instant of its own within the seconds of a turn. */
  private static List<Outcome> paced(
      Staffgate staffgate, List<ConnectAttempt> counted, List<ConnectAttempt> others, int seed)
      throws InterruptedException {
    record Visit(ConnectAttempt attempt, long due) {}
    Random random = new Random(seed);
    List<Visit> visits = new ArrayList<>();
    for (List<ConnectAttempt> some : List.of(counted, others)) {
      for (ConnectAttempt attempt : some) {
        visits.add(new Visit(attempt, 1 + (long) (random.nextDouble() * SECONDS * 1e9)));
      }
    }
    visits.sort((one, other) -> Long.compare(one.due(), other.due()));
    return ConcurrentCallers.of(
        staffgate.connect(),
        visits.stream().map(Visit::attempt).toList(),
        CALLERS,
        visits.stream().mapToLong(Visit::due).toArray());
  }

  private void check(List<Outcome> outcomes, SimulatedFleet fleet, Path audit) throws IOException {
    say(
        "differences: %d from policy and health, %d in the audit, %d on the servers, %d unasked"
            + " for",
        OutcomeReconciliation.wrong(outcomes).size(),
        OutcomeReconciliation.auditAgainst(outcomes, audit).size(),
        OutcomeReconciliation.serversAgainst(outcomes, fleet).size(),
        OutcomeReconciliation.unaskedFor(outcomes, fleet).size());
    assertThat(OutcomeReconciliation.wrong(outcomes)).isEmpty();
    assertThat(OutcomeReconciliation.auditAgainst(outcomes, audit)).isEmpty();
    assertThat(OutcomeReconciliation.serversAgainst(outcomes, fleet)).isEmpty();
    assertThat(OutcomeReconciliation.unaskedFor(outcomes, fleet)).isEmpty();
  }

  private static String middle(double[] ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    return "%.2f (%.2f to %.2f)"
        .formatted(
            (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
            sorted[0],
            sorted[sorted.length - 1]);
  }

  private static String mega(long bytes) {
    return bytes / 1_000_000 + " MB";
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }

  /** Of sessions that healthy servers opened, in milliseconds. */
  private record Times(int count, double p50, double p99, double most) {
    static Times of(List<Outcome> outcomes) {
      double[] sorted =
          outcomes.stream()
              .filter(one -> one.kind() == Outcome.Kind.OPENED)
              .mapToDouble(one -> one.nanos() / 1e6)
              .sorted()
              .toArray();
      return new Times(
          sorted.length,
          sorted[sorted.length / 2],
          sorted[sorted.length * 99 / 100],
          sorted[sorted.length - 1]);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,d opened, p50 %.2f ms, p99 %.2f ms, longest %.0f ms",
          count,
          p50,
          p99,
          most);
    }
  }
}
