package dev.staffgate.examples.benchmarks.load;

import dev.staffgate.examples.benchmarks.decide.PolicyWorkload;
import dev.staffgate.examples.benchmarks.decide.WorkloadPolicies;
import dev.staffgate.examples.benchmarks.decide.WorkloadShape;
import dev.staffgate.examples.benchmarks.measure.BudgetReport;
import dev.staffgate.policy.Policy;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jol.info.GraphLayout;

/** Counts the memory of a policy object by object, the shared catalogue included. */
final class PolicyMemory {
  private static final int FEW = 10_000;
  private static final int MANY = 30_000;

  private PolicyMemory() {}

  static void measure(BudgetReport report) {
    for (WorkloadShape shape : new WorkloadShape[] {WorkloadShape.SMALL, WorkloadShape.MEDIUM}) {
      Policy policy = Policy.of(WorkloadPolicies.of(shape.workload(), shape.staff()));
      report.note(
          shape + ": a policy, with its document",
          megabytes(size(policy)),
          "",
          megabytes(compiled(policy)) + " without the document");
    }
    Policy few = Policy.of(WorkloadPolicies.of(WorkloadYaml.withStaff(FEW), FEW));
    Policy many = Policy.of(WorkloadPolicies.of(WorkloadYaml.withStaff(MANY), MANY));
    double id = (size(ids(MANY)) - size(ids(FEW))) / (double) (MANY - FEW);
    double all = (size(many) - size(few)) / (double) (MANY - FEW) - id;
    double compiled = (compiled(many) - compiled(few)) / (double) (MANY - FEW);
    report.row(
        "an account in the compiled policy, beside its id and the map's entry",
        bytes(compiled),
        bytes(id),
        bytes(compiled - entry()),
        "≤ 100 B",
        compiled - entry() <= 100);
    report.note("the same with the account as it was written", bytes(all), bytes(id), "");
  }

  /** An id and its entry in a map, the value left out. */
  private static Map<String, Boolean> ids(int count) {
    Map<String, Boolean> ids = new HashMap<>();
    WorkloadYaml.withStaff(count).profileOfStaff().forEach(any -> ids.put(id(ids.size()), true));
    return ids;
  }

  private static String id(int number) {
    return PolicyWorkload.staffId(number);
  }

  /** The entry alone: what is left of {@link #ids} when the texts are taken away. */
  private static double entry() {
    String[] texts = new String[MANY];
    for (int i = 0; i < MANY; i++) {
      texts[i] = id(i);
    }
    Map<String, Boolean> entries = new HashMap<>();
    for (String text : texts) {
      entries.put(text, true);
    }
    GraphLayout map = GraphLayout.parseInstance(entries);
    return map.subtract(GraphLayout.parseInstance((Object) texts)).totalSize() / (double) MANY;
  }

  private static long size(Object root) {
    return GraphLayout.parseInstance(root).totalSize();
  }

  /** Returns the bytes that the policy holds and its document does not. */
  private static long compiled(Policy policy) {
    return GraphLayout.parseInstance(policy)
        .subtract(GraphLayout.parseInstance(policy.document()))
        .totalSize();
  }

  private static String bytes(double count) {
    return String.format(Locale.ROOT, "%.0f B", count);
  }

  private static String megabytes(long count) {
    return String.format(Locale.ROOT, "%.1f MB", count / 1e6);
  }
}
