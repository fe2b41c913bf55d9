package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.fixtures.PolicyVariants;
import dev.staffgate.generators.ConditionArbitraries;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.RequestArbitraries;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Deny;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ComparableDecision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** What laws are tried on, and how two policies or two requests are held against each other. */
final class LawFixture {
  /** Policies for each law; {@code -Djqwik.tries.default} does not change it. */
  static final int TRIES = 200;

  /** Requests for each policy. */
  static final int REQUESTS = 20;

  private LawFixture() {}

  /** Generated policies, and lists of generated requests. */
  static final class Domain extends DomainContextBase {
    @Provide
    Arbitrary<PolicyDocument> policies() {
      return PolicyArbitraries.all();
    }

    @Provide
    Arbitrary<List<AccessRequest>> requests() {
      return RequestArbitraries.all().list().ofSize(REQUESTS);
    }
  }

  /** Denies of everything that a policy of {@link PolicyArbitraries} may be asked. */
  static Arbitrary<Deny> denies() {
    return Combinators.combine(
            Arbitraries.of("*", "ticket.view", "own.one", "own.deep", "server.sso"),
            ConditionArbitraries.denying().list().ofMaxSize(1))
        .as(
            (pattern, conditions) ->
                new Deny(List.of(PermissionPattern.of(pattern)), conditions, Place.NONE));
  }

  /** A policy and the accounts of its document, which a directory keeps. */
  record Ready(Policy policy, Accounts accounts) {
    Decision decide(AccessRequest request) {
      return policy.decide(accounts, request);
    }

    /** All that the policy reference determines of the answer, as text. */
    String answer(AccessRequest request) {
      try {
        return ComparableDecision.of(decide(request)).toString();
      } catch (UnknownPermissionException e) {
        return "unknown permission " + e.permission();
      } catch (UnreadableLockException e) {
        return "unreadable lock";
      }
    }

    boolean permits(AccessRequest request) {
      return answer(request).startsWith("permit ");
    }
  }

  /**
   * Makes a document ready. Its accounts are kept beside it, since one that breaks a rule of
   * separation may not stand in it.
   */
  static Ready ready(PolicyDocument document) {
    Policy policy =
        Policy.of(PolicyVariants.staff(document, Map.of()), PolicyArbitraries.OPTIONS, "test");
    Map<String, CompiledAccount> accounts = new HashMap<>();
    document.staff().forEach((id, account) -> accounts.put(id, policy.compile(account)));
    return new Ready(policy, id -> Optional.ofNullable(accounts.get(id)));
  }

  /** The document, without its rules of separation if one of its accounts breaks them. */
  static PolicyDocument loadable(PolicyDocument document) {
    Policy policy =
        Policy.of(PolicyVariants.staff(document, Map.of()), PolicyArbitraries.OPTIONS, "test");
    return document.staff().values().stream().allMatch(one -> policy.breaches(one).isEmpty())
        ? document
        : PolicyVariants.separate(document, List.of());
  }

  /**
   * Those of the requests that are about a permission of the policy's catalogue, under locks that
   * the policy can read.
   */
  static List<AccessRequest> known(PolicyDocument document, List<AccessRequest> requests) {
    Catalogue catalogue = document.catalogue();
    return requests.stream()
        .filter(request -> catalogue.find(request.permissionId()).isPresent())
        .filter(request -> request.locks().stream().allMatch(lock -> isReadable(document, lock)))
        .toList();
  }

  private static boolean isReadable(PolicyDocument document, Lock lock) {
    return switch (lock.target()) {
      case EVERYBODY, STAFF, SERVER, SERVER_GROUP -> true;
      case PERMISSION ->
          document.catalogue().all().stream().anyMatch(one -> lock.isOnPermission(one.id()));
      case ROLE -> !lock.name().equals("Gone");
    };
  }

  /** That both policies answer all requests alike, places and paths included. */
  static void alike(PolicyDocument left, PolicyDocument right, List<AccessRequest> requests) {
    alike(left, right, requests, Function.identity());
  }

  /**
   * That both policies answer alike, after something was done to the answers of the first.
   *
   * @param expected makes of an answer of the first policy that of the second
   */
  static void alike(
      PolicyDocument left,
      PolicyDocument right,
      List<AccessRequest> requests,
      Function<String, String> expected) {
    Ready before = ready(left);
    Ready after = ready(right);
    for (AccessRequest request : requests) {
      assertThat(after.answer(request))
          .as(RequestVariants.told(request))
          .isEqualTo(expected.apply(before.answer(request)));
    }
  }

  /** That the second policy permits nothing that the first does not. */
  static void permitsNoMore(
      PolicyDocument more, PolicyDocument less, List<AccessRequest> requests) {
    Ready generous = ready(more);
    Ready strict = ready(less);
    for (AccessRequest request : requests) {
      if (strict.permits(request)) {
        assertThat(generous.answer(request))
            .as(RequestVariants.told(request))
            .startsWith("permit ");
      }
    }
  }
}
