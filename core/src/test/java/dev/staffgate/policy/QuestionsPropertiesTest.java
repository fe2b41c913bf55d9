package dev.staffgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.Access;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Scope;
import dev.staffgate.decision.Way;
import dev.staffgate.generators.EdgeValues;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.RequestArbitraries;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.proof.DifferentialTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Policy reference, section 5: questions in reverse are answered as asking one by one would answer
 * them. That one by one is right is for {@link DifferentialTest}.
 */
class QuestionsPropertiesTest {
  private static final int REQUESTS = 5;
  private static final Map<String, List<String>> IDS =
      Map.of(
          "department", plus(EdgeValues.DEPARTMENTS, "nowhere"),
          "server", plus(EdgeValues.SERVERS, "web9"),
          "client-group", plus(EdgeValues.CLIENT_GROUPS, "other"),
          "client", List.of("c1"));

  private static List<String> plus(List<String> known, String unknown) {
    return Stream.concat(known.stream(), Stream.of(unknown)).toList();
  }

  /**
   * A policy whose staff lives in a directory, where accounts may break rules of separation, and
   * have roles by former names or such as are not defined.
   */
  private record World(Policy policy, List<CompiledAccount> accounts, Questions questions) {
    static World of(PolicyDocument document) {
      Policy policy =
          Policy.of(PolicyArbitraries.withoutStaff(document), PolicyArbitraries.OPTIONS, "test");
      List<CompiledAccount> accounts =
          document.staff().values().stream().map(policy::compile).toList();
      return new World(policy, accounts, policy.questions(accounts));
    }

    boolean permits(AccessRequest request) {
      Accounts directory =
          id -> accounts.stream().filter(one -> one.account().id().equals(id)).findFirst();
      return policy.decide(directory, request).permitted();
    }

    boolean knows(AccessRequest request) {
      return policy.catalogue().find(request.permissionId()).isPresent() && reads(request);
    }

    // An answer to a question under a lock that cannot be read would be one of many errors.
    boolean reads(AccessRequest request) {
      return request.locks().stream()
          .allMatch(
              lock ->
                  switch (lock.target()) {
                    case EVERYBODY, STAFF, SERVER, SERVER_GROUP -> true;
                    case PERMISSION ->
                        policy.catalogue().all().stream()
                            .anyMatch(one -> lock.isOnPermission(one.id()));
                    case ROLE ->
                        lock.name().equals(Role.FULL_ADMINISTRATOR)
                            || policy.document().roles().containsKey(lock.name());
                  });
    }
  }

  @Property(tries = 200)
  void questions_withCircumstances_areFiltersBySingleChecks(
      @ForAll("policies") PolicyDocument document,
      @ForAll("requests") List<AccessRequest> requests) {
    World world = World.of(document);
    for (AccessRequest request : requests) {
      if (!world.reads(request)) {
        continue;
      }
      assertThat(world.questions.whatCan(request))
          .isEqualTo(
              world.policy.catalogue().all().stream()
                  .filter(one -> world.permits(request.askingFor(one)))
                  .toList());
      assertThat(world.questions.serversOf(request).keySet())
          .containsExactlyElementsOf(
              world.policy.document().servers().keySet().stream()
                  .filter(id -> world.permits(signOn(request, id)))
                  .toList());
      if (world.knows(request)) {
        assertThat(world.questions.whoCan(request))
            .isEqualTo(
                world.accounts.stream()
                    .map(one -> one.account().id())
                    .filter(id -> world.permits(request.by(id)))
                    .toList());
      }
    }
  }

  private static AccessRequest signOn(AccessRequest request, String server) {
    return request
        .askingFor(Catalogue.none().find(Permission.SERVER_SSO).orElseThrow())
        .on("server", server);
  }

  @Property(tries = 300)
  void scopes_ofAnyType_holdTheIdsThatSingleChecksPermit(
      @ForAll("policies") PolicyDocument document,
      @ForAll("requests") List<AccessRequest> requests) {
    World world = World.of(document);
    for (AccessRequest request : requests) {
      if (world.knows(request)) {
        IDS.forEach((type, ids) -> assertScope(world, request, type, ids));
      }
    }
  }

  private static void assertScope(
      World world, AccessRequest request, String type, List<String> ids) {
    Scope exact = world.questions.scopeOf(request, type);
    Scope always = world.questions.scopeOf(request.staff(), request.permissionId(), type);
    assertThat(exact.isKnown()).isTrue();
    for (String id : ids) {
      boolean permitted = world.permits(request.on(type, id));
      assertThat(exact.contains(id))
          .as("%s of %s %s for %s with %s", exact, type, id, request, request.attributes())
          .isEqualTo(permitted);
      if (always.isKnown() && isPlain(request)) {
        assertThat(always.contains(id))
            .as("%s of %s %s for %s with %s", always, type, id, request, request.attributes())
            .isEqualTo(permitted);
      }
    }
  }

  private static boolean isPlain(AccessRequest request) {
    return request.actingAs().isEmpty()
        && request.emergencies().isEmpty()
        && request.locks().isEmpty();
  }

  @Property(tries = 300)
  void access_withoutCircumstances_missesNoRequestAndPromisesNoneTooMuch(
      @ForAll("policies") PolicyDocument document,
      @ForAll("requests") List<AccessRequest> requests) {
    World world = World.of(document);
    for (AccessRequest request : requests) {
      if (!world.knows(request)) {
        continue;
      }
      assertAccess(world, request, world.questions.whoCan(request.permissionId()));
      request
          .resources()
          .forEach(
              (type, id) ->
                  assertAccess(
                      world, request, world.questions.whoCan(request.permissionId(), type, id)));
    }
  }

  private static void assertAccess(World world, AccessRequest request, List<Access> who) {
    List<Access> own =
        who.stream().filter(one -> one.staff().id().equals(request.staff())).toList();
    boolean permitted = world.permits(request);
    assertThat(own).hasSizeLessThanOrEqualTo(1);
    if (permitted) {
      assertThat(own).as("%s", request).hasSize(1);
      assertThat(own.get(0).ways())
          .as("%s, %s", request, own)
          .anySatisfy(way -> assertOpen(way, request));
    }
    if (!own.isEmpty() && own.get(0).always() && isPlain(request)) {
      assertThat(permitted).as("%s, %s", request, own.get(0).toText()).isTrue();
    }
  }

  // Of what a request decides about a way, all but the conditions.
  private static void assertOpen(Way way, AccessRequest request) {
    assertThat(request.emergencies()).containsAll(way.when().emergencies());
    assertThat(way.when().fewerRoles() && request.actingAs().isEmpty()).isFalse();
    way.when().from().ifPresent(from -> assertThat(request.at().get()).isAfterOrEqualTo(from));
    way.when().until().ifPresent(until -> assertThat(request.at().get()).isBefore(until));
    way.server().ifPresent(id -> assertThat(request.resources()).containsEntry("server", id));
  }

  @Property(tries = 60)
  void access_askedFromEitherEnd_isTheSame(@ForAll("policies") PolicyDocument document) {
    World world = World.of(document);
    List<String> byPermission =
        world.policy.catalogue().all().stream()
            .flatMap(one -> world.questions.whoCan(one.id()).stream())
            .map(QuestionsPropertiesTest::shown)
            .sorted()
            .toList();
    assertThat(byPermission)
        .isEqualTo(
            world.accounts.stream()
                .flatMap(one -> world.questions.whatCan(one.account().id()).stream())
                .map(QuestionsPropertiesTest::shown)
                .sorted()
                .toList());
    for (String server : EdgeValues.SERVERS) {
      assertThat(world.questions.whoCan(Permission.SERVER_SSO, "server", server))
          .extracting(one -> one.staff().id())
          .isEqualTo(
              world.accounts.stream()
                  .map(one -> one.account().id())
                  .filter(
                      id ->
                          world.questions.serversOf(id).stream()
                              .anyMatch(one -> one.resources().containsValue(server)))
                  .toList());
    }
  }

  private static String shown(Access access) {
    return access + " " + access.always();
  }

  @Provide
  Arbitrary<PolicyDocument> policies() {
    return PolicyArbitraries.withBreaches();
  }

  @Provide
  Arbitrary<List<AccessRequest>> requests() {
    return RequestArbitraries.all().list().ofSize(REQUESTS);
  }
}
