package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.fixtures.PolicyVariants;
import dev.staffgate.generators.ConditionArbitraries;
import dev.staffgate.generators.EdgeValues;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceRoles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * Policies that say the same in other words answer alike: outcome, reason, place, path, age and
 * panel user.
 */
@Domain(LawFixture.Domain.class)
@Domain(DomainContext.Global.class)
class EquivalenceLawsTest {
  private static final String NEW_ROLE = "m";

  /** Nobody's order of definition counts: places do, and they stay. */
  @Property(tries = LawFixture.TRIES)
  void order_ofEverything_changesNothing(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.alike(document, ReversedPolicy.of(document), requests);
  }

  @Property(tries = LawFixture.TRIES)
  void role_thatGrantsNothing_changesNothing(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    Role empty = PolicyParts.role(NEW_ROLE, List.of(), List.of());
    PolicyDocument included =
        PolicyVariants.everyRole(
            PolicyVariants.withRole(document, empty),
            role -> role.id().equals(NEW_ROLE) ? role : including(role, NameRef.of(NEW_ROLE)));
    PolicyDocument assigned =
        PolicyVariants.everyAccount(
            included,
            account ->
                PolicyVariants.roles(account, plus(account.roles(), Assignment.of(NEW_ROLE))));
    LawFixture.alike(document, assigned, requests);
  }

  private static Role including(Role role, NameRef other) {
    return role.id().equals(Role.FULL_ADMINISTRATOR)
        ? role
        : new Role(
            role.id(),
            role.title(),
            role.formerly(),
            plus(role.includes(), other),
            role.requires(),
            role.grants(),
            role.denies(),
            role.at());
  }

  @Property(tries = LawFixture.TRIES)
  void assignment_splitInTwoThatAdjoin_changesNothing(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("instants") Instant middle) {
    PolicyDocument split =
        PolicyVariants.everyAccount(
            document,
            account ->
                PolicyVariants.roles(
                    account, account.roles().stream().flatMap(one -> split(one, middle)).toList()));
    LawFixture.alike(document, split, timed(requests));
  }

  private static Stream<Assignment> split(Assignment one, Instant middle) {
    boolean inside =
        one.from().map(middle::isAfter).orElse(true)
            && one.until().map(middle::isBefore).orElse(true);
    return inside
        ? Stream.of(
            during(one, Optional.of(middle), one.until()),
            during(one, one.from(), Optional.of(middle)))
        : Stream.of(one, one);
  }

  private static Assignment during(
      Assignment one, Optional<Instant> from, Optional<Instant> until) {
    return new Assignment(one.role(), from, until, one.approvedBy(), one.reason());
  }

  // Without an instant, an account with roles for a time is not judged at all.
  private static List<AccessRequest> timed(List<AccessRequest> requests) {
    return requests.stream().filter(request -> request.at().isPresent()).toList();
  }

  @Property(tries = LawFixture.TRIES)
  void grant_split_changesNothing(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    PolicyDocument split =
        PolicyVariants.everyRole(
            document,
            role ->
                PolicyVariants.rules(
                    role,
                    role.grants().stream().flatMap(EquivalenceLawsTest::oneForEach).toList(),
                    role.denies().stream().flatMap(EquivalenceLawsTest::oneForEach).toList()));
    // A permission that two patterns of one grant match is granted twice at one place.
    LawFixture.alike(document, split, requests);
  }

  private static Stream<Grant> oneForEach(Grant grant) {
    return grant.permissions().stream()
        .map(pattern -> new Grant(List.of(pattern), grant.conditions(), grant.at()));
  }

  private static Stream<Deny> oneForEach(Deny deny) {
    return deny.permissions().stream()
        .map(pattern -> new Deny(List.of(pattern), deny.conditions(), deny.at()));
  }

  @Property(tries = LawFixture.TRIES)
  void wildcard_writtenOut_changesNothing(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    PolicyDocument writtenOut =
        PolicyVariants.everyRole(
            document,
            role ->
                role.id().equals(Role.FULL_ADMINISTRATOR)
                    ? role
                    : PolicyVariants.rules(
                        role,
                        role.grants().stream()
                            .map(
                                one ->
                                    new Grant(
                                        all(one.permissions(), document, false),
                                        one.conditions(),
                                        one.at()))
                            .toList(),
                        role.denies().stream()
                            .map(
                                one ->
                                    new Deny(
                                        all(one.permissions(), document, true),
                                        one.conditions(),
                                        one.at()))
                            .toList()));
    LawFixture.alike(document, writtenOut, requests);
  }

  // No grant's wildcard reaches server.sso, and every deny's does.
  private static List<PermissionPattern> all(
      List<PermissionPattern> patterns, PolicyDocument document, boolean deny) {
    return document.catalogue().all().stream()
        .map(Permission::id)
        .filter(id -> deny || !id.equals(Permission.SERVER_SSO))
        .filter(id -> ReferenceRoles.names(patterns, id))
        .map(PermissionPattern::of)
        .toList();
  }

  @Property(tries = LawFixture.TRIES)
  void requires_movedIntoTheGrants_changesNothing(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    List<String> listed = listed(document);
    // Of a role that includes others they bind those as well; of one that a server lists, the way
    // into the server.
    PolicyDocument moved =
        PolicyVariants.everyRole(
            document,
            role ->
                role.includes().isEmpty()
                        && !listed.contains(role.id())
                        && !role.id().equals(Role.FULL_ADMINISTRATOR)
                        && !asksForApproval(role)
                    ? intoGrants(role)
                    : role);
    LawFixture.alike(document, moved, requests);
  }

  // Of several approvals that are missing the first is asked for, and moved they stand elsewhere.
  private static boolean asksForApproval(Role role) {
    return role.requires().stream()
        .anyMatch(condition -> condition.kind() == Condition.Kind.APPROVAL);
  }

  private static List<String> listed(PolicyDocument document) {
    return document.servers().values().stream()
        .flatMap(server -> server.sso().stream())
        .flatMap(sso -> sso.roles().stream())
        .map(one -> one.role().id())
        .toList();
  }

  private static Role intoGrants(Role role) {
    return new Role(
        role.id(),
        role.title(),
        role.formerly(),
        role.includes(),
        List.of(),
        role.grants().stream()
            .map(
                one ->
                    new Grant(one.permissions(), plus(one.conditions(), role.requires()), one.at()))
            .toList(),
        role.denies(),
        role.at());
  }

  @Property(tries = LawFixture.TRIES)
  void defaults_movedIntoTheGrants_changeNothing(
      @ForAll PolicyDocument drawn,
      @ForAll List<AccessRequest> requests,
      @ForAll("conditions") List<Condition> requires) {
    PolicyDocument document = PolicyVariants.defaults(drawn, with(drawn.defaults(), requires));
    PolicyDocument moved =
        PolicyVariants.everyRole(
            PolicyVariants.withRole(document, administrator(document)),
            role ->
                role.id().equals(Role.FULL_ADMINISTRATOR)
                    ? role
                    : PolicyVariants.grants(
                        role,
                        role.grants().stream()
                            .map(
                                one ->
                                    new Grant(
                                        one.permissions(),
                                        plus(one.conditions(), requires),
                                        one.at()))
                            .toList()));
    // Where a server lists the built-in role, its requires would bind the way into it as well.
    if (!listed(document).contains(Role.FULL_ADMINISTRATOR)) {
      LawFixture.alike(
          document, PolicyVariants.defaults(moved, with(document.defaults(), List.of())), requests);
    }
  }

  private static Defaults with(Defaults old, List<Condition> requires) {
    return new Defaults(requires, old.sensitiveRequires(), old.ssoRestricted());
  }

  // The grant of the built-in role cannot be written, so its requires take them.
  private static Role administrator(PolicyDocument document) {
    Role role =
        document
            .roles()
            .getOrDefault(
                Role.FULL_ADMINISTRATOR,
                PolicyVariants.grants(Role.fullAdministrator(), List.of()));
    return new Role(
        role.id(),
        role.title(),
        role.formerly(),
        role.includes(),
        plus(role.requires(), document.defaults().requires()),
        role.grants(),
        role.denies(),
        role.at());
  }

  @Property(tries = LawFixture.TRIES)
  void names_ofNetworksAndGroups_standForWhatTheyHold(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    PolicyDocument writtenOut =
        PolicyVariants.everyAccount(
            PolicyVariants.everyConditions(
                document,
                conditions -> conditions.stream().map(one -> withoutNames(one, document)).toList()),
            account -> withoutNames(account, document));
    LawFixture.alike(document, writtenOut, requests);
  }

  private static Condition withoutNames(Condition one, PolicyDocument document) {
    if (one instanceof Condition.Networks networks) {
      List<NetworkTerm> terms = writtenOut(networks.terms(), document);
      return terms.isEmpty()
          ? one
          : new Condition.Networks(networks.inside(), terms, networks.at());
    }
    if (one instanceof Condition.Resource resource) {
      List<ResourceTerm> members =
          resource.members().stream().flatMap(term -> writtenOut(term, document)).toList();
      return members.isEmpty()
          ? one
          : new Condition.Resource(resource.among(), resource.type(), members, resource.at());
    }
    return one;
  }

  private static StaffAccount withoutNames(StaffAccount account, PolicyDocument document) {
    return new StaffAccount(
        account.id(),
        account.name(),
        account.email(),
        account.knownAs(),
        account.person(),
        account.roles(),
        account.networks().map(terms -> writtenOut(terms, document)),
        account.assigned(),
        account.attributes(),
        account.disabled(),
        account.at());
  }

  private static List<NetworkTerm> writtenOut(List<NetworkTerm> terms, PolicyDocument document) {
    return terms.stream()
        .flatMap(
            term ->
                term instanceof NetworkTerm.Named named
                    ? writtenOut(document.networks().get(named.network().id()).terms(), document)
                        .stream()
                    : Stream.of(term))
        .toList();
  }

  private static Stream<ResourceTerm> writtenOut(ResourceTerm term, PolicyDocument document) {
    return term.kind() == ResourceTerm.Kind.GROUP
        ? document.serverGroups().get(term.id()).servers().stream()
            .map(server -> ResourceTerm.parse(server.id(), Place.NONE))
        : Stream.of(term);
  }

  /** All roles of an account assigned, or one role assigned that includes them. */
  @Property(tries = LawFixture.TRIES)
  void roles_assignedOneByOneOrByOneThatIncludesThem_permitTheSame(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    for (StaffAccount account : document.staff().values()) {
      List<String> roles = account.roles().stream().map(one -> one.role().id()).toList();
      PolicyDocument plainly = assigned(document, account, roles);
      PolicyDocument united =
          assigned(
              PolicyVariants.withRole(document, PolicyParts.role(NEW_ROLE, roles, List.of())),
              account,
              List.of(NEW_ROLE));
      LawFixture.alike(
          plainly,
          united,
          requests.stream()
              .filter(one -> one.staff().equals(account.id()))
              .map(RequestVariants::plainly)
              .toList(),
          answer -> answer.replace(" by ", " by " + NEW_ROLE + " > "));
    }
  }

  private static PolicyDocument assigned(
      PolicyDocument document, StaffAccount account, List<String> roles) {
    return PolicyVariants.everyAccount(
        document,
        one ->
            one.id().equals(account.id())
                ? PolicyVariants.roles(one, roles.stream().distinct().map(Assignment::of).toList())
                : one);
  }

  @Property(tries = LawFixture.TRIES)
  void renaming_inOrder_changesNothingButNames(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    RenamedPolicy renamed = RenamedPolicy.inOrder(document);
    LawFixture.Ready before = LawFixture.ready(document);
    LawFixture.Ready after = LawFixture.ready(renamed.document());
    for (AccessRequest request : LawFixture.known(document, requests)) {
      assertThat(ComparableDecision.of(after.decide(renamed.request(request))))
          .as(RequestVariants.told(request))
          .hasToString(renamed.answer(ComparableDecision.of(before.decide(request))).toString());
    }
  }

  /** Of equally good paths to one grant the smaller name decides, and nothing else. */
  @Property(tries = LawFixture.TRIES)
  void renaming_ofAnyOrder_changesNeitherAnswerNorPlaceNorUser(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    RenamedPolicy renamed = RenamedPolicy.backwards(document);
    LawFixture.Ready before = LawFixture.ready(document);
    LawFixture.Ready after = LawFixture.ready(renamed.document());
    for (AccessRequest request : LawFixture.known(document, requests)) {
      assertThat(withoutPath(ComparableDecision.of(after.decide(renamed.request(request)))))
          .as(RequestVariants.told(request))
          .hasToString(withoutPath(ComparableDecision.of(before.decide(request))).toString());
    }
  }

  // The age is that of the first such candidate, so a path may decide it.
  private static ComparableDecision withoutPath(ComparableDecision answer) {
    return new ComparableDecision(
        answer.outcome(),
        answer.code(),
        answer.place(),
        List.of(),
        Optional.empty(),
        List.of(),
        answer.ssoUser(),
        answer.message());
  }

  @Provide
  Arbitrary<Instant> instants() {
    return EdgeValues.instants();
  }

  @Provide
  Arbitrary<List<Condition>> conditions() {
    return ConditionArbitraries.denying().list().ofMinSize(1).ofMaxSize(2);
  }

  /** The list with one more at its end. */
  private static <T> List<T> plus(List<T> list, T more) {
    return plus(list, List.of(more));
  }

  private static <T> List<T> plus(List<T> list, List<T> more) {
    List<T> all = new ArrayList<>(list);
    all.addAll(more);
    return all;
  }
}
