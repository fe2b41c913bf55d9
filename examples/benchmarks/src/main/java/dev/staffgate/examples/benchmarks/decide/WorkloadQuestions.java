package dev.staffgate.examples.benchmarks.decide;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Questions about a workload, half of it permitted, half denied, in no order. All texts are objects
 * of their own: neither the policy's nor another question's.
 */
public final class WorkloadQuestions {
  /** The number of the member of staff of each question. */
  public final int[] staff;

  /** The id of the member of staff. */
  public final String[] staffIds;

  /** The permission asked for, by number. */
  public final int[] permissions;

  /** The id of the permission. */
  public final String[] permissionIds;

  /** The server asked for, by number; 0 where none is. */
  public final int[] servers;

  /** The expected answers, if all conditions are met. */
  public final boolean[] expected;

  private WorkloadQuestions(int count) {
    staff = new int[count];
    staffIds = new String[count];
    permissions = new int[count];
    permissionIds = new String[count];
    servers = new int[count];
    expected = new boolean[count];
  }

  /** A question about a member of staff: a permission or a server, permitted or not. */
  private interface Choice {
    /** The number of something with this answer, or -1 if the profile has none. */
    int draw(int profile, boolean permitted, SplittableRandom random);
  }

  /** Permissions that are held without a condition, or not at all. */
  public static WorkloadQuestions unconditional(PolicyWorkload workload, int count) {
    Function<Integer, BitSet> always = cached(profile -> workload.granted(profile, false));
    Function<Integer, BitSet> sometimes = cached(profile -> workload.granted(profile, true));
    int bound = workload.permissions().size();
    return permissions(
        workload,
        count,
        (profile, permitted, random) -> {
          for (int tries = 0; tries < bound; tries++) {
            int start = random.nextInt(bound);
            int found = permitted ? always.apply(profile).nextSetBit(start) : start;
            if (found >= 0
                && always.apply(profile).get(found) == permitted
                && (permitted || !sometimes.apply(profile).get(found))) {
              return found;
            }
          }
          return -1;
        });
  }

  /** Permissions that are held under conditions alone; the denied half has other circumstances. */
  public static WorkloadQuestions conditional(PolicyWorkload workload, int count) {
    Function<Integer, BitSet> only =
        cached(
            profile -> {
              BitSet granted = workload.granted(profile, true);
              granted.andNot(workload.granted(profile, false));
              return granted;
            });
    return permissions(
        workload,
        count,
        (profile, permitted, random) -> {
          BitSet granted = only.apply(profile);
          return granted.isEmpty()
              ? -1
              : Math.max(
                  granted.nextSetBit(random.nextInt(granted.length())), granted.nextSetBit(0));
        });
  }

  /** Single sign-on. */
  public static WorkloadQuestions signOn(PolicyWorkload workload, int count) {
    WorkloadQuestions questions = new WorkloadQuestions(count);
    Function<Integer, Boolean> connects = cached(p -> workload.granted(p, false).get(0));
    Function<Integer, BitSet> held = cached(workload::heldRoles);
    int bound = workload.servers().size();
    questions.fill(
        workload,
        (profile, permitted, random) -> {
          for (int tries = 0; tries < 64; tries++) {
            int server = random.nextInt(bound);
            List<Integer> listed = workload.servers().get(server).roles();
            boolean enters =
                connects.apply(profile)
                    && (listed.isEmpty() || listed.stream().anyMatch(held.apply(profile)::get));
            if (enters == permitted) {
              return server;
            }
          }
          return -1;
        },
        questions.servers);
    return questions;
  }

  private static WorkloadQuestions permissions(PolicyWorkload workload, int count, Choice choice) {
    WorkloadQuestions questions = new WorkloadQuestions(count);
    questions.fill(workload, choice, questions.permissions);
    for (int i = 0; i < count; i++) {
      questions.permissionIds[i] =
          String.valueOf(workload.permissions().get(questions.permissions[i]).toCharArray());
    }
    return questions;
  }

  private void fill(PolicyWorkload workload, Choice choice, int[] asked) {
    SplittableRandom random = new SplittableRandom(staff.length);
    for (int i = 0; i < staff.length; ) {
      boolean permitted = random.nextBoolean();
      int who = random.nextInt(workload.profileOfStaff().size());
      int found = choice.draw(workload.profileOfStaff().get(who), permitted, random);
      if (found >= 0) {
        staff[i] = who;
        staffIds[i] = PolicyWorkload.staffId(who);
        asked[i] = found;
        expected[i] = permitted;
        i++;
      }
    }
  }

  /** Returns the number of questions. */
  public int count() {
    return staff.length;
  }

  private static <T> Function<Integer, T> cached(Function<Integer, T> function) {
    Map<Integer, T> known = new HashMap<>();
    return profile -> known.computeIfAbsent(profile, function);
  }
}
