package dev.staffgate.policy.engine;

import com.google.common.primitives.Ints;
import dev.staffgate.decision.Decision;
import dev.staffgate.policy.compile.PolicyCompiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What all accounts share that have the same roles assigned and act with the same of them. Equal by
 * these two; immutable to all that look at it.
 *
 * <p>What is asked of it is made ready when it is first asked, and kept. Threads that ask at once
 * may each make it: they make the same.
 */
public final class RoleSet {
  private final PolicyCompiler compiler;
  private final int[] assigned;
  private final int[] held;

  // INVARIANT: what these point to has final fields alone. So a thread that sees one sees all of
  // it, and a thread that does not makes its own, without a lock (JLS 17.5).
  private @Nullable AnswerTable table;
  private @Nullable ServerAccess entrances;

  /**
   * @param assigned the ranks of the roles assigned, and of those of emergencies; ascending
   * @param held the same without those that are not acted with
   */
  public RoleSet(PolicyCompiler compiler, int[] assigned, int[] held) {
    this.compiler = compiler;
    this.assigned = assigned;
    this.held = held;
  }

  /**
   * Returns this role set, acting with some of its roles alone, and with the roles of emergencies.
   *
   * @param actingAs ids of roles; none means all
   * @param emergencies ranks of their roles
   */
  public RoleSet narrowed(List<String> actingAs, int[] emergencies) {
    return actingWith(
        actingAs.isEmpty()
            ? held
            : IntStream.of(compiler.ranks(actingAs))
                .filter(rank -> Arrays.binarySearch(held, rank) >= 0)
                .toArray(),
        emergencies);
  }

  /**
   * Returns this role set, acting with these of its roles alone, and with the roles of emergencies.
   *
   * @param acted ranks, ascending
   * @param emergencies ranks of their roles
   */
  public RoleSet actingWith(int[] acted, int[] emergencies) {
    return new RoleSet(compiler, union(assigned, emergencies), union(acted, emergencies));
  }

  /** The ranks of the roles assigned, ascending. Not to be changed. */
  public int[] assigned() {
    return assigned;
  }

  /** The ranks of those that it acts with, ascending. Not to be changed. */
  public int[] held() {
    return held;
  }

  /** Returns the one that all share which is equal to this. */
  public RoleSet shared() {
    return compiler.roleSet(assigned, held);
  }

  private static int[] union(int[] one, int[] other) {
    return other.length == 0
        ? one
        : IntStream.of(Ints.concat(one, other)).sorted().distinct().toArray();
  }

  /** The answers to all permissions at once: kept, and worth its making if it is asked again. */
  public AnswerTable table() {
    AnswerTable ready = table;
    if (ready == null) {
      ready = makeTable();
      table = ready;
    }
    return ready;
  }

  /** The same if it was made already, else null. */
  public @Nullable AnswerTable tableIfMade() {
    return table;
  }

  private AnswerTable makeTable() {
    BitSet depends = compiler.boundByServer();
    int size = compiler.catalogueSize();
    Decision broken = broken();
    if (broken != null) {
      return AnswerTable.ofBroken(size, broken);
    }
    BitSet permissions = (BitSet) depends.clone();
    for (int rank : assigned) {
      compiler.root(rank).addTouched(permissions);
    }
    // Where the same is laid together for two permissions, as below a wildcard, it is done once.
    Map<List<PermissionEntry>, PermissionEntry> merged = new HashMap<>();
    return AnswerTable.of(
        size,
        permissions,
        one -> merged.computeIfAbsent(entries(assigned, one), same -> entry(one)),
        depends::get);
  }

  /** The answer, if its roles break a rule of separation; else null (step 4). */
  public @Nullable Decision broken() {
    return compiler.duties().broken(assigned, held);
  }

  /** What it says of one permission. */
  public PermissionEntry entry(int permission) {
    List<PermissionEntry> denying = entries(assigned, permission);
    return PermissionEntry.merged(denying, assigned == held ? denying : entries(held, permission));
  }

  private List<PermissionEntry> entries(int[] roots, int permission) {
    List<PermissionEntry> entries = new ArrayList<>(roots.length);
    for (int rank : roots) {
      PermissionEntry entry = compiler.root(rank).entry(permission);
      if (entry != PermissionEntry.NOTHING) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** What it says of entering servers. */
  public ServerAccess entrances() {
    ServerAccess ready = entrances;
    if (ready == null) {
      ready = ServerAccess.of(this, held, compiler);
      entrances = ready;
    }
    return ready;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RoleSet that
        && compiler == that.compiler
        && Arrays.equals(assigned, that.assigned)
        && Arrays.equals(held, that.held);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(assigned) + Arrays.hashCode(held);
  }
}
