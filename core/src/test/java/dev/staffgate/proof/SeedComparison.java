package dev.staffgate.proof;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.RandomChoices;
import dev.staffgate.generators.RandomPolicies;
import dev.staffgate.generators.RandomRequests;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceEvaluator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Asks the engine and the reference evaluator the same, about the policies of {@link
 * RandomPolicies}. A seed stands for one policy and {@link #PER_SEED} requests, so that a range of
 * seeds can be gone on with, and repeated, anywhere.
 */
final class SeedComparison {
  static final int PER_SEED = RandomRequests.QUESTIONS * RandomRequests.CIRCUMSTANCES;

  private final DecisionCounts results = new DecisionCounts();

  /** Compares all decisions of the seeds from {@code from}, {@code count} of them. */
  static DecisionCounts ofSeeds(long from, long count, int threads) throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<DecisionCounts>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  SeedComparison comparison = new SeedComparison();
                  for (long seed = next.getAndIncrement();
                      seed < from + count;
                      seed = next.getAndIncrement()) {
                    comparison.seedOrSayWhich(seed);
                  }
                  return comparison.results;
                }));
      }
      DecisionCounts all = new DecisionCounts();
      for (Future<DecisionCounts> one : running) {
        all.add(one.get());
      }
      return all;
    } catch (ExecutionException e) {
      next.set(Long.MAX_VALUE / 2);
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } finally {
      pool.shutdown();
    }
  }

  private void seedOrSayWhich(long seed) {
    try {
      seed(seed);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private void seed(long seed) {
    RandomChoices dice = new RandomChoices(seed);
    RandomPolicies.Rolled rolled = RandomPolicies.of(dice);
    Policy policy = Policy.of(rolled.document(), PolicyArbitraries.OPTIONS, "");
    Function<AccessRequest, Decision> engine =
        rolled.directory() ? directory(policy, rolled) : policy::decide;
    ReferenceEvaluator reference = rolled.reference();
    List<AccessRequest> requests = new RandomRequests(dice, rolled).all();
    if (seed % 4 == 0) {
      askAboutPermissionsAlone(rolled, requests);
    }
    for (AccessRequest request : requests) {
      Answer expected = Answer.of(() -> reference.decide(request));
      Answer found = Answer.of(() -> ComparableDecision.of(engine.apply(request)));
      if (!found.equals(expected)) {
        throw new AssertionError(difference(seed, rolled, request, expected, found));
      }
      expected
          .decision()
          .ifPresentOrElse(results::count, () -> results.countError(expected.error()));
    }
  }

  private static void askAboutPermissionsAlone(
      RandomPolicies.Rolled rolled, List<AccessRequest> requests) {
    PermissionAlone alone = PermissionAlone.of(rolled.whole());
    requests.stream()
        .collect(groupingBy(AccessRequest::staff, mapping(AccessRequest::permissionId, toSet())))
        .forEach(alone::assertAnswers);
  }

  // Accounts outside of the policy document, by their handles; of one that acts with some of its
  // roles, a session would keep a narrowed one.
  private static Function<AccessRequest, Decision> directory(
      Policy policy, RandomPolicies.Rolled rolled) {
    Map<String, CompiledAccount> handles = new HashMap<>();
    for (StaffAccount account : rolled.whole().staff().values()) {
      handles.put(account.id(), policy.compile(account));
    }
    Accounts accounts = id -> Optional.ofNullable(handles.get(id));
    return request -> {
      CompiledAccount handle = handles.get(request.staff());
      if (handle == null) {
        return policy.decide(accounts, request);
      }
      String[] actingAs = request.actingAs().toArray(String[]::new);
      return policy.decide(handle.actingAs(actingAs), accounts, request.actingAs(new String[0]));
    };
  }

  /** A decision, or the error of step 1 or 3 and what it is about. */
  private record Answer(Optional<ComparableDecision> decision, String error, String about) {
    static Answer of(Supplier<ComparableDecision> evaluator) {
      try {
        return new Answer(Optional.of(evaluator.get()), "", "");
      } catch (UnknownPermissionException e) {
        return new Answer(Optional.empty(), "unknown permission", e.permission());
      } catch (UnreadableLockException e) {
        return new Answer(Optional.empty(), "unreadable lock", e.lock().toString());
      }
    }

    @Override
    public String toString() {
      return decision.map(ComparableDecision::toString).orElse(error + " " + about);
    }
  }

  private static String difference(
      long seed,
      RandomPolicies.Rolled rolled,
      AccessRequest request,
      Answer expected,
      Answer found) {
    return "seed %d: the engine answers%n  %s%nand the reference%n  %s%nto%n%s%nof%n%s"
        .formatted(seed, found, expected, DifferenceText.of(request), DifferenceText.of(rolled));
  }
}
