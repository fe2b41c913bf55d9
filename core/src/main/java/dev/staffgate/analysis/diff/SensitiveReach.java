package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.cells.ComparisonTooLargeException;
import dev.staffgate.analysis.cells.RegionLimit;
import dev.staffgate.analysis.cells.RequestSpace;
import dev.staffgate.analysis.diff.SubjectInputs.RootInput;
import dev.staffgate.analysis.diff.SubjectInputs.Span;
import dev.staffgate.model.Permission;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds the addresses from which the sensitive permissions of a policy can be reached: where some
 * request is not denied. Not thread-safe.
 */
public final class SensitiveReach {
  private final PolicySide side;
  private final RequestSpace.Shared shared = new RequestSpace.Shared();
  private final Map<Question, RegionLimit> known = new HashMap<>();
  private final Map<Key, TreeSet<String>> found = new LinkedHashMap<>();

  private record Question(String permission, SubjectInputs inputs) {}

  private record Key(String permission, List<String> networks, BigInteger count, String obstacle) {}

  /**
   * Somebody who may reach something.
   *
   * @param who accounts; of a policy without accounts, roles that are each held alone
   * @param count of addresses
   * @param obstacle why they could not be counted; empty if they were
   */
  public record Reach(
      ImmutableSortedSet<String> who,
      ImmutableSortedSet<String> permissions,
      List<String> networks,
      BigInteger count,
      String obstacle) {}

  private SensitiveReach(Policy policy) {
    this.side = new PolicySide(policy);
  }

  /** Returns what can be reached, in a stable order. */
  public static List<Reach> of(Policy policy) {
    SensitiveReach reach = new SensitiveReach(policy);
    reach.collect();
    return reach.merged();
  }

  private void collect() {
    Map<String, StaffAccount> staff = side.document().staff();
    new TreeMap<>(staff)
        .forEach(
            (id, account) -> collect(id, InputsBuilder.ofAccount(side, account, test -> test)));
    if (staff.isEmpty()) {
      List<RootInput> all = new ArrayList<>();
      for (String role : new TreeSet<>(side.roles().keySet())) {
        collect(role, InputsBuilder.ofRoots(side, List.of(root(role, false)), test -> test));
        all.add(root(role, true));
      }
      collect("", InputsBuilder.ofRoots(side, all, test -> test));
    }
  }

  // Whether several are held is a choice; one that is looked at alone is held for good.
  private static RootInput root(String role, boolean chosen) {
    return new RootInput(
        role,
        chosen ? List.of() : List.of(new Span(Optional.empty(), Optional.empty())),
        chosen ? Optional.of(role) : Optional.empty(),
        ImmutableSortedSet.of());
  }

  private void collect(String who, InputsBuilder builder) {
    for (Permission permission : side.policy().catalogue().all()) {
      if (permission.sensitive()) {
        add(who, permission.id(), builder);
      }
    }
  }

  private void add(String who, String permission, InputsBuilder builder) {
    Key key;
    try {
      SubjectInputs inputs = builder.inputs(permission);
      if (inputs.equals(SubjectInputs.NOBODY)) {
        return;
      }
      RegionLimit reached =
          known.computeIfAbsent(new Question(permission, inputs), this::addresses);
      key = new Key(permission, reached.values(), reached.size().orElseThrow(), "");
    } catch (ComparisonTooLargeException tooLarge) {
      key = new Key(permission, List.of(), BigInteger.ZERO, tooLarge.why());
    }
    if (!who.isEmpty() || isMoreThanAlone(key)) {
      found.computeIfAbsent(key, unseen -> new TreeSet<>()).add(who);
    }
  }

  // Roles that are held together are told only where none of them reaches as much by itself.
  private boolean isMoreThanAlone(Key together) {
    return found.keySet().stream()
        .noneMatch(
            one ->
                one.permission.equals(together.permission)
                    && one.obstacle.equals(together.obstacle)
                    && one.count.compareTo(together.count) >= 0);
  }

  private RegionLimit addresses(Question question) {
    SubjectInputs inputs = question.inputs;
    RequestSpace space = PairDifference.space(inputs, shared);
    OutcomeDiagram outcome = new OutcomeDiagram(space, inputs, question.permission);
    return space.addresses(outcome.diagram(), code -> !outcome.answer(code).equals(Answer.DENY));
  }

  private List<Reach> merged() {
    Map<List<Object>, Reach> merged = new LinkedHashMap<>();
    found.forEach(
        (key, who) -> {
          Reach reach =
              new Reach(
                  ImmutableSortedSet.copyOf(who),
                  ImmutableSortedSet.of(key.permission),
                  key.networks,
                  key.count,
                  key.obstacle);
          merged.merge(
              List.of(reach.who, key.networks, key.obstacle), reach, SensitiveReach::joined);
        });
    Function<Reach, String> order = one -> one.permissions.toString();
    return merged.values().stream()
        .sorted(Comparator.comparing(order).thenComparing(one -> one.who.toString()))
        .toList();
  }

  private static Reach joined(Reach one, Reach other) {
    return new Reach(
        one.who,
        ImmutableSortedSet.<String>naturalOrder()
            .addAll(one.permissions)
            .addAll(other.permissions)
            .build(),
        one.networks,
        one.count,
        one.obstacle);
  }
}
