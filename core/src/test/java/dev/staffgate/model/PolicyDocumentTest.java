package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policy reference, section 2: what the parts of a policy refuse by themselves. */
class PolicyDocumentTest {
  private static final PermissionDefinition OWN =
      new PermissionDefinition(
          "own.view", "View", "own", true, NameRef.listOf("own.list"), Place.NONE);

  private static final Server SERVER =
      new Server(
          "web1",
          Optional.empty(),
          "whm",
          URI.create("https://web1"),
          List.of(),
          "root",
          new SecretRef("env", "TOKEN"),
          Optional.empty(),
          Optional.empty(),
          Place.NONE);

  private static final PolicyTestCase TEST =
      new PolicyTestCase(
          "a test",
          PolicyTestCase.Asker.of("alice"),
          PolicyTestCase.Circumstances.at(Instant.EPOCH),
          PolicyTestCase.Expected.NOTHING,
          Optional.empty(),
          Place.NONE);

  private static final Schedule.Window NIGHTS =
      new Schedule.Window(Set.of(DayOfWeek.MONDAY), 1320, 360);

  @Test
  void builder_givenSomethingOfEachSection_hasItThere() {
    NetworkDefinition network = new NetworkDefinition("office", List.of(), Place.NONE);
    Schedule schedule = new Schedule("nights", ZoneOffset.UTC, List.of(NIGHTS), Place.NONE);
    Defaults defaults = new Defaults(List.of(), List.of(), true);
    SeparationRule rule = separation(1, "desk", "other");
    ServerGroup group = new ServerGroup("eu", NameRef.listOf("web1"), Place.NONE);
    Emergency emergency = emergency("site-down", Duration.ofHours(1));
    RouteRule route = route("/", RouteRule.Access.PUBLIC, Optional.empty());
    PolicyDocument document =
        PolicyDocument.builder()
            .permission(OWN)
            .network(network)
            .schedule(schedule)
            .defaults(defaults)
            .role(Role.fullAdministrator())
            .separate(rule)
            .serverGroup(group)
            .server(SERVER)
            .department(NameRef.of("sales"))
            .staff(StaffAccount.of("alice"))
            .emergency(emergency)
            .route(route)
            .test(TEST)
            .hosting(false)
            .build();

    assertThat(document)
        .isEqualTo(
            new PolicyDocument(
                false,
                Map.of("own.view", OWN),
                Map.of("office", network),
                Map.of("nights", schedule),
                defaults,
                Map.of("full-administrator", Role.fullAdministrator()),
                List.of(rule),
                Map.of("eu", group),
                Map.of("web1", SERVER),
                NameRef.listOf("sales"),
                Map.of("alice", StaffAccount.of("alice")),
                Map.of("site-down", emergency),
                List.of(route),
                List.of(TEST)));
  }

  @Test
  void catalogue_ofAPolicy_isThatOfHostingUnlessItSaysOtherwise() {
    PolicyDocument hosting = PolicyDocument.builder().permission(OWN).build();
    PolicyDocument own = PolicyDocument.builder().hosting(false).permission(OWN).build();

    assertThat(hosting.catalogue().size()).isEqualTo(Catalogue.hosting().size() + 1);
    assertThat(own.catalogue().all())
        .extracting(Permission::id)
        .containsExactly("server.sso", "own.view");
  }

  @Test
  void permission_ofACatalogue_saysWhatWasDeclared() {
    Permission permission = Catalogue.none().plus(List.of(OWN)).find("own.view").orElseThrow();

    assertThat(permission.title()).isEqualTo("View");
    assertThat(permission.category()).isEqualTo("own");
    assertThat(permission.sensitive()).isTrue();
    assertThat(permission.needs()).containsExactly("own.list");
    assertThat(permission).hasToString("own.view");
  }

  @Test
  void permissions_ofTwoCatalogues_areEqualByIdAndFoundInBoth() {
    Catalogue none = Catalogue.none().plus(List.of(OWN));
    Catalogue hosting = Catalogue.hosting().plus(List.of(OWN));
    Permission ofNone = none.find("own.view").orElseThrow();
    Permission ofHosting = hosting.find("own.view").orElseThrow();

    assertThat(ofNone)
        .isEqualTo(ofHosting)
        .hasSameHashCodeAs(ofHosting)
        .isNotEqualTo(none.find("server.sso").orElseThrow())
        .isNotEqualTo("own.view");
    assertThat(none.indexOf(ofHosting)).isEqualTo(1);
    assertThat(hosting.indexOf(ofNone)).isEqualTo(hosting.size() - 1);
    assertThat(none.indexOf(hosting.find("ticket.view").orElseThrow())).isEqualTo(-1);
    assertThat(none.indexOf(hosting.all().get(none.size()))).isEqualTo(-1);
    assertThat(none.indexOf("ticket.view")).isEqualTo(-1);
    assertThat(none.find("ticket.view")).isEmpty();
  }

  @Test
  void catalogues_ofTheSameIds_areEqual() {
    Catalogue catalogue = Catalogue.none().plus(List.of(OWN));

    assertThat(catalogue)
        .isEqualTo(Catalogue.none().plus(List.of(OWN)))
        .hasSameHashCodeAs(Catalogue.none().plus(List.of(OWN)))
        .isNotEqualTo(Catalogue.none())
        .isNotEqualTo("catalogue")
        .hasToString("Catalogue[2 permissions]");
    assertThat(Catalogue.none().plus(List.of())).isSameAs(Catalogue.none());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> catalogue.plus(List.of(OWN)))
        .withMessage("own.view is in the catalogue already");
    assertThatIllegalArgumentException().isThrownBy(() -> Catalogue.none().plus(List.of(OWN, OWN)));
  }

  @Test
  void permissionDefinition_ofAnotherForm_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> permission("own", "own"));
    assertThatIllegalArgumentException().isThrownBy(() -> permission("own.view", "Own"));
  }

  private static PermissionDefinition permission(String id, String category) {
    return new PermissionDefinition(id, "View", category, false, List.of(), Place.NONE);
  }

  @Test
  void id_ofAnotherForm_isRefusedEverywhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NetworkDefinition("a b", List.of(), Place.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServerGroup("@eu", List.of(), Place.NONE));
    assertThatIllegalArgumentException().isThrownBy(() -> StaffAccount.of("assigned"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule("", ZoneOffset.UTC, List.of(NIGHTS), Place.NONE));
    assertThatIllegalArgumentException().isThrownBy(() -> emergency("a b", Duration.ofHours(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Role(
                    "",
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Place.NONE));
  }

  @Test
  void emergency_thatLastsForNoTime_isRefused() {
    assertThat(emergency("site-down", Duration.ofNanos(1)).lasts()).isEqualTo(Duration.ofNanos(1));
    assertThatIllegalArgumentException().isThrownBy(() -> emergency("site-down", Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emergency("site-down", Duration.ofSeconds(-1)));
  }

  private static Emergency emergency(String id, Duration lasts) {
    return new Emergency(id, NameRef.of("desk"), List.of("carol"), lasts, Place.NONE);
  }

  @Test
  void separation_thatSeparatesNothing_isRefused() {
    assertThat(separation(1, "a", "b").atMost()).isEqualTo(1);
    assertThat(separation(2, "a", "b", "c").atMost()).isEqualTo(2);
    assertThatIllegalArgumentException().isThrownBy(() -> separation(0, "a", "b"));
    assertThatIllegalArgumentException().isThrownBy(() -> separation(2, "a", "b"));
  }

  private static SeparationRule separation(int atMost, String... roles) {
    return new SeparationRule(
        "rule",
        SeparationRule.Of.ROLES,
        NameRef.listOf(roles),
        atMost,
        SeparationRule.Within.ACCOUNT,
        Place.NONE);
  }

  @Test
  void route_withoutThePermissionItAsksFor_orWithOneForNothing_isRefused() {
    Optional<NameRef> view = Optional.of(NameRef.of("client.view"));

    assertThat(route("/", RouteRule.Access.PERMISSION, view).permission()).isEqualTo(view);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> route("clients", RouteRule.Access.PUBLIC, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> route("/", RouteRule.Access.PERMISSION, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> route("/", RouteRule.Access.PUBLIC, view));
  }

  private static RouteRule route(
      String path, RouteRule.Access access, Optional<NameRef> permission) {
    return new RouteRule(path, List.of(), access, permission, Map.of(), Place.NONE);
  }

  @Test
  void account_asked_saysWhatItIsAssignedAndStores() {
    StaffAccount account =
        account(Map.of("department", Set.of("billing")), Map.of("team", "night"));

    assertThat(account.assigned("department")).containsExactly("billing");
    assertThat(account.assigned("server")).isEmpty();
    assertThat(account.attribute("id")).isEqualTo("alice");
    assertThat(account.attribute("name")).isEqualTo("Alice");
    assertThat(account.attribute("email")).isEqualTo("alice@example.com");
    assertThat(account.attribute("team")).isEqualTo("night");
    assertThat(account.attribute("shift")).isNull();
    assertThat(StaffAccount.of("bob").attribute("name")).isNull();
  }

  @Test
  void account_thatStoresWhatItIs_isRefused() {
    for (String reserved : List.of("id", "name", "email")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> account(Map.of(), Map.of(reserved, "x")))
          .withMessage(reserved + " is not kept among the attributes");
    }
  }

  private static StaffAccount account(
      Map<String, Set<String>> assigned, Map<String, String> attributes) {
    return new StaffAccount(
        "alice",
        Optional.of("Alice"),
        Optional.of("alice@example.com"),
        List.of(),
        Optional.empty(),
        List.of(Assignment.of("desk")),
        Optional.empty(),
        assigned,
        attributes,
        false,
        Place.NONE);
  }
}
