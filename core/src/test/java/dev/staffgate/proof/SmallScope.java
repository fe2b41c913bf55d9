package dev.staffgate.proof;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.fixtures.PolicyVariants;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.proof.SmallCondition.Placed;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceEvaluator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All policies of some skeletons with some conditions, and all requests that they tell apart, put
 * to both evaluators. Nothing is random: what is not enumerated is not compared.
 *
 * <p>A fact that no condition of a policy names is given in no request, and once together with all
 * others: neither evaluator can look at one that no condition names. The instant alone is always
 * given, as an age needs it, and left out where a schedule asks for it.
 *
 * @param skeletons the policies without conditions
 * @param conditions what may stand at every place that has room for it
 * @param pairs whether two of them stand in each policy, else one
 * @param questions permissions; {@code server.sso} with the servers behind a space
 */
record SmallScope(
    List<SmallPolicy> skeletons,
    List<SmallCondition> conditions,
    boolean pairs,
    List<String> questions) {
  /** Every permission, and single sign-on to every server. */
  static final List<String> EVERYTHING =
      List.of(
          SmallPolicy.CONNECT,
          SmallPolicy.CONFIGURE,
          "server.sso open",
          "server.sso one",
          "server.sso two");

  /** Every permission, and single sign-on to the server that asks for more. */
  static final List<String> MOST =
      List.of(SmallPolicy.CONNECT, SmallPolicy.CONFIGURE, "server.sso two");

  /** How much was compared. */
  record Compared(long policies, long decisions) {
    static final Compared NOTHING = new Compared(0, 0);

    Compared plus(Compared other) {
      return new Compared(policies + other.policies, decisions + other.decisions);
    }
  }

  /**
   * Compares all of it.
   *
   * @throws AssertionError at the first difference, with the policy and the request
   */
  Compared compare() {
    Map<Set<SmallFact>, List<UnaryOperator<AccessRequest>>> circumstances =
        new ConcurrentHashMap<>();
    return skeletons.parallelStream()
        .map(
            skeleton ->
                placed(skeleton)
                    .map(
                        placed ->
                            compare(
                                skeleton.document(placed),
                                circumstances.computeIfAbsent(
                                    facts(placed), SmallScope::circumstances),
                                skeleton))
                    .reduce(Compared.NOTHING, Compared::plus))
        .reduce(Compared.NOTHING, Compared::plus);
  }

  /** Compares the skeletons without conditions, under one rule of separation each time. */
  Compared compareSeparated() {
    return skeletons.parallelStream()
        .flatMap(
            skeleton ->
                SmallPolicy.separations().stream()
                    .map(rule -> compare(with(skeleton, rule), circumstances(Set.of()), skeleton)))
        .reduce(Compared.NOTHING, Compared::plus);
  }

  /** Compares the skeletons without conditions, under no lock, each, and each two. */
  Compared compareLocked() {
    List<UnaryOperator<AccessRequest>> circumstances = new ArrayList<>();
    for (List<Lock> locks : SmallLocks.all()) {
      circumstances.add(request -> request.at(SmallPolicy.OPENING).underLocks(locks));
    }
    return skeletons.parallelStream()
        .map(skeleton -> compare(skeleton.document(List.of()), circumstances, skeleton))
        .reduce(Compared.NOTHING, Compared::plus);
  }

  private static PolicyDocument with(SmallPolicy skeleton, SeparationRule rule) {
    return PolicyVariants.separate(skeleton.document(List.of()), List.of(rule));
  }

  private Stream<List<Placed>> placed(SmallPolicy skeleton) {
    List<Placed> all = SmallCondition.placed(conditions, skeleton.positions());
    if (!pairs) {
      return all.stream().map(List::of);
    }
    // In either order within one place they are the same conjunction.
    return IntStream.range(0, all.size())
        .boxed()
        .flatMap(
            i -> all.subList(i + 1, all.size()).stream().map(other -> List.of(all.get(i), other)));
  }

  private static Set<SmallFact> facts(List<Placed> placed) {
    Set<SmallFact> facts = EnumSet.noneOf(SmallFact.class);
    placed.forEach(one -> facts.add(one.condition().fact));
    return facts;
  }

  private static List<UnaryOperator<AccessRequest>> circumstances(Set<SmallFact> facts) {
    List<UnaryOperator<AccessRequest>> all = new ArrayList<>(SmallFact.combinations(facts));
    all.add(SmallFact.everythingGiven());
    return all;
  }

  private Compared compare(
      PolicyDocument document,
      List<UnaryOperator<AccessRequest>> circumstances,
      SmallPolicy skeleton) {
    LawFixture.Ready engine = ready(document);
    ReferenceEvaluator reference = new ReferenceEvaluator(document, PolicyOptions.DEFAULT);
    long decisions = 0;
    for (String question : questions) {
      for (AccessRequest asked : asked(skeleton, question)) {
        String[] actingAs = asked.actingAs().toArray(String[]::new);
        CompiledAccount handle = engine.accounts().find(asked.staff()).orElseThrow();
        CompiledAccount narrowed = handle.actingAs(actingAs);
        for (UnaryOperator<AccessRequest> circumstance : circumstances) {
          AccessRequest request = circumstance.apply(asked);
          String expected = answer(() -> reference.decide(request));
          same(expected, () -> engine.decide(request), document, request);
          if (actingAs.length > 0) {
            // A session keeps the narrowed account, which has tables of its own.
            AccessRequest all = RequestVariants.actingAsAll(request);
            same(
                expected,
                () -> engine.policy().decide(narrowed, engine.accounts(), all),
                document,
                request);
          }
          decisions++;
        }
      }
    }
    return new Compared(1, decisions);
  }

  // A document may not break its own rules of separation; accounts beside it may.
  private static LawFixture.Ready ready(PolicyDocument document) {
    if (!document.separate().isEmpty()) {
      return LawFixture.ready(document);
    }
    Policy policy = Policy.of(document);
    return new LawFixture.Ready(policy, policy.staff());
  }

  private static String answer(Supplier<ComparableDecision> evaluator) {
    try {
      return evaluator.get().toString();
    } catch (UnreadableLockException e) {
      return "unreadable " + e.lock();
    }
  }

  private static void same(
      String expected,
      Supplier<Decision> decision,
      PolicyDocument document,
      AccessRequest request) {
    String found = answer(() -> ComparableDecision.of(decision.get()));
    if (!found.equals(expected)) {
      throw new AssertionError(
          found
              + " instead of "
              + expected
              + "\n"
              + document
              + "\n"
              + RequestVariants.told(request));
    }
  }

  private static List<AccessRequest> asked(SmallPolicy skeleton, String question) {
    int space = question.indexOf(' ');
    return space < 0
        ? skeleton.askedFor(question)
        : skeleton.askedFor(question.substring(0, space)).stream()
            .map(request -> request.on("server", question.substring(space + 1)))
            .toList();
  }
}
