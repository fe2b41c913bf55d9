package dev.staffgate.examples.benchmarks.decide;

import java.util.HashMap;
import java.util.Map;

/**
 * What a decision is measured with: the bits of what each member of staff may do, found in ways
 * that leave out all else. Members of staff of one profile share their bits.
 */
public final class Yardsticks {
  private final Map<String, long[]> bitsOfStaff = new HashMap<>();
  private final Map<String, Integer> permissionNumbers = new HashMap<>();
  private final Questions questions;
  private final long[][] handles;

  /** Lays the answers of a workload ready. */
  public Yardsticks(Workload workload, Questions questions) {
    this.questions = questions;
    int words = (workload.permissions().size() + 63) / 64;
    long[][] bitsOfProfile = new long[workload.profiles().size()][];
    for (int profile = 0; profile < bitsOfProfile.length; profile++) {
      bitsOfProfile[profile] = new long[words];
      long[] granted = workload.granted(profile, false).toLongArray();
      System.arraycopy(granted, 0, bitsOfProfile[profile], 0, granted.length);
    }
    for (int staff = 0; staff < workload.profileOfStaff().size(); staff++) {
      bitsOfStaff.put(Workload.staffId(staff), bitsOfProfile[workload.profileOfStaff().get(staff)]);
    }
    for (String id : workload.permissions()) {
      permissionNumbers.put(id, permissionNumbers.size());
    }
    handles = new long[questions.count()][];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = bitsOfProfile[workload.profileOfStaff().get(questions.staff[i])];
    }
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
