package dev.staffgate.examples.benchmarks.decide;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A yardstick for decisions: the bits of what each member of staff may do, found in ways that leave
 * out all else.
 */
public final class BitSetBaseline {
  private final Map<String, long[]> bitsOfStaff = new HashMap<>();
  private final Map<String, Integer> permissionNumbers = new HashMap<>();
  private final WorkloadQuestions questions;
  private final long[][] handles;

  private BitSetBaseline(
      PolicyWorkload workload, WorkloadQuestions questions, IntFunction<long[]> rowOfStaff) {
    this.questions = questions;
    long[][] rows = new long[workload.profileOfStaff().size()][];
    for (int staff = 0; staff < rows.length; staff++) {
      rows[staff] = rowOfStaff.apply(staff);
      bitsOfStaff.put(PolicyWorkload.staffId(staff), rows[staff]);
    }
    for (String id : workload.permissions()) {
      permissionNumbers.put(id, permissionNumbers.size());
    }
    handles = new long[questions.count()][];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = rows[questions.staff[i]];
    }
  }

  /** Lays the answers ready: a row of bits for each member of staff. */
  public static BitSetBaseline ofAccounts(PolicyWorkload workload, WorkloadQuestions questions) {
    long[][] rows = rowsOfProfiles(workload);
    return new BitSetBaseline(
        workload, questions, staff -> rows[workload.profileOfStaff().get(staff)].clone());
  }

  /** Lays the answers ready: members of staff of one profile share their row. */
  public static BitSetBaseline ofProfiles(PolicyWorkload workload, WorkloadQuestions questions) {
    long[][] rows = rowsOfProfiles(workload);
    return new BitSetBaseline(
        workload, questions, staff -> rows[workload.profileOfStaff().get(staff)]);
  }

  private static long[][] rowsOfProfiles(PolicyWorkload workload) {
    int words = (workload.permissions().size() + 63) / 64;
    long[][] rows = new long[workload.profiles().size()][];
    for (int profile = 0; profile < rows.length; profile++) {
      rows[profile] = Arrays.copyOf(workload.granted(profile, false).toLongArray(), words);
    }
    return rows;
  }

  /** A bit test through one reference. */
  public boolean byReference(int question) {
    return isSet(handles[question], questions.permissions[question]);
  }

  /** A look-up in a map and a bit test. */
  public boolean byMap(int question) {
    long[] bits = bitsOfStaff.get(questions.staffIds[question]);
    return bits != null && isSet(bits, questions.permissions[question]);
  }

  /** Two look-ups and a bit test. */
  public boolean byTwoMaps(int question) {
    long[] bits = bitsOfStaff.get(questions.staffIds[question]);
    Integer permission = permissionNumbers.get(questions.permissionIds[question]);
    return bits != null && permission != null && isSet(bits, permission);
  }

  private static boolean isSet(long[] bits, int at) {
    return (bits[at >> 6] >>> at & 1) != 0;
  }
}
