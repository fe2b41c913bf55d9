package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.examples.benchmarks.decide.PolicyWorkload.GrantSpec;
import dev.staffgate.examples.benchmarks.decide.PolicyWorkload.RoleSpec;
import dev.staffgate.examples.benchmarks.decide.PolicyWorkload.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The workloads, each always the same. */
public enum WorkloadShape {
  /** A small business. */
  SMALL(20, 6, 150, 10),
  /** A hosting business as most are. */
  MEDIUM(1_000, 100, 300, 1_000),
  /** A group of them. */
  LARGE(100_000, 10_000, 1_000, 10_000),
  /** The policy of {@link #LARGE} with a million members of staff. */
  HUGE(1_000_000, 10_000, 1_000, 10_000),
  /** Casbin's published shape, as are the next two: one grant a role, one role a user. */
  CASBIN_SMALL(1_000, 100, 10, 0),
  CASBIN_MEDIUM(10_000, 1_000, 100, 0),
  CASBIN_LARGE(100_000, 10_000, 1_000, 0),
  /** After SAPL's hospital of 300 departments: 33 rules in each, and 5 besides. */
  HOSPITAL(6_000, 901, 9_906, 0);

  private static final long SEED = 20261125;

  /**
   * The grants of a role by itself: with what it includes, an account has some 40 permissions, as
   * the lesser roles have that a hosting panel comes with (13 and 67).
   */
  private static final int GRANTS = 10;

  private final int staff;
  private final int roles;
  private final int permissions;
  private final int servers;

  WorkloadShape(int staff, int roles, int permissions, int servers) {
    this.staff = staff;
    this.roles = roles;
    this.permissions = permissions;
    this.servers = servers;
  }

  /** Returns the number of members of staff. */
  public int staff() {
    return staff;
  }

  /**
   * Returns the number of questions: enough that accounts do not come out of the nearest cache
   * where there are too many of them for it.
   */
  public int questions() {
    return Math.max(1 << 12, Integer.highestOneBit(staff) * 2);
  }

  /** The workload without conditions. */
  public PolicyWorkload workload() {
    return workload(0);
  }

  /** The workload with conditions on 15 of 100 grants: the variant C. */
  public PolicyWorkload conditional() {
    return workload(15);
  }

  private PolicyWorkload workload(int percent) {
    return switch (this) {
      case SMALL, MEDIUM, LARGE, HUGE -> business(percent);
      case CASBIN_SMALL, CASBIN_MEDIUM, CASBIN_LARGE -> casbin();
      case HOSPITAL -> hospital();
    };
  }

  /** Roles on four levels, each of which includes one of the level below. */
  private PolicyWorkload business(int percent) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<RoleSpec> specs = new ArrayList<>();
    for (int role = 0; role < roles; role++) {
      int level = role % 4;
      List<Integer> includes =
          level == 0 ? List.of() : List.of(random.nextInt(role / 4 + 1) * 4 + level - 1);
      List<GrantSpec> grants = new ArrayList<>();
      if (random.nextInt(4) == 0) {
        grants.add(new GrantSpec(0, false));
      }
      for (int i = 0; i < GRANTS; i++) {
        grants.add(
            new GrantSpec(1 + random.nextInt(permissions - 1), random.nextInt(100) < percent));
      }
      specs.add(new RoleSpec(includes, List.copyOf(grants)));
    }
    List<List<Integer>> profiles =
        Stream.generate(() -> some(1 + random.nextInt(3), roles, random)).limit(roles).toList();
    List<ServerSpec> entries =
        Stream.generate(
                () ->
                    new ServerSpec(
                        random.nextBoolean()
                            ? List.of()
                            : some(Math.min(roles, 20), roles, random)))
            .limit(servers)
            .toList();
    return new PolicyWorkload(
        ids(permissions),
        List.copyOf(specs),
        profiles,
        random.ints(staff, 0, profiles.size()).boxed().toList(),
        entries);
  }

  private static List<Integer> some(int count, int bound, SplittableRandom random) {
    return random.ints(0, bound).distinct().limit(count).boxed().toList();
  }

  /** User u is in group u / 10, and group g may read what has the number g / 10. */
  private PolicyWorkload casbin() {
    return new PolicyWorkload(
        ids(permissions + 1),
        IntStream.range(0, roles)
            .mapToObj(role -> new RoleSpec(List.of(), List.of(new GrantSpec(1 + role / 10, false))))
            .toList(),
        IntStream.range(0, roles).mapToObj(List::of).toList(),
        IntStream.range(0, staff).map(user -> user / 10).boxed().toList(),
        List.of());
  }

  /** Role 0 is everybody's; each department has nurses, doctors, and a head who is a doctor. */
  private PolicyWorkload hospital() {
    List<RoleSpec> specs = new ArrayList<>();
    specs.add(new RoleSpec(List.of(), grants(1, 5)));
    List<List<Integer>> profiles = new ArrayList<>();
    for (int department = 0; department < (roles - 1) / 3; department++) {
      int first = 6 + 33 * department;
      int nurse = specs.size();
      specs.add(new RoleSpec(List.of(0), grants(first, 10)));
      specs.add(new RoleSpec(List.of(nurse), grants(first + 10, 12)));
      specs.add(new RoleSpec(List.of(nurse + 1), grants(first + 22, 11)));
      profiles.add(List.of(nurse));
      profiles.add(List.of(nurse + 1));
      profiles.add(List.of(nurse + 2));
    }
    SplittableRandom random = new SplittableRandom(SEED);
    return new PolicyWorkload(
        ids(permissions),
        List.copyOf(specs),
        List.copyOf(profiles),
        random.ints(staff, 0, profiles.size()).boxed().toList(),
        List.of());
  }

  private static List<GrantSpec> grants(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(p -> new GrantSpec(p, false)).toList();
  }

  private static List<String> ids(int count) {
    return Stream.concat(
            Stream.of(PolicyWorkload.CONNECT),
            IntStream.range(1, count).mapToObj(i -> "area-" + i / 8 + ".verb-" + i % 8))
        .toList();
  }
}
