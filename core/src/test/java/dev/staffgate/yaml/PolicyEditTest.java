package dev.staffgate.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.Role;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpRange;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Edits change what was asked for, and leave everything else as it is written. */
@SuppressWarnings("StringConcatToTextBlock") // one line of a policy is a line here, with its end
class PolicyEditTest {
  private static final String BLOCK =
      """
      staffgate: 1   # the format

      # Who does what.
      roles:
        # the first line
        desk:
          title: Help desk   # shown on pages
          grants:
            - client.view      # all clients
            # tickets of the departments
            - permission: "ticket.*"
              only: { department: assigned }
          denies: [ticket.delete]
        # those who pay back

        billing:
          grants:
          - invoice.view
          - permission: payment.refund
            up-to: { amount: 100.00 }   # in euro

      departments: [sales]
      # The people.
      staff:
        alice:
          name: "Alice 😀 Example"
          roles: [desk]   # since ever
        bob: { roles: [billing, desk], disabled: true }
      # the end
      """;

  @Test
  void addRole_toABlock_standsBehindTheOthers() {
    assertEdit(
        BLOCK,
        edit -> edit.addRole(role("empty")),
        "      up-to: { amount: 100.00 }   # in euro\n",
        "      up-to: { amount: 100.00 }   # in euro\n  empty: {}\n");
  }

  @Test
  void removeRole_inABlock_takesItsLinesAndLeavesCommentsAround() {
    String expected =
        BLOCK
            .replaceFirst("(?s)  desk:\n.*?  # those", "  # those")
            .replace("roles: [desk]   # since ever", "roles: [billing]   # since ever")
            .replace("roles: [billing, desk]", "roles: [billing]");
    assertThat(
            edited(
                BLOCK,
                edit ->
                    edit.removeRole("desk")
                        .unassign("alice", "desk")
                        .assign("alice", Assignment.of("billing"))
                        .unassign("bob", "desk")))
        .isEqualTo(expected);
  }

  @Test
  void replaceRole_withOneMoreCondition_touchesThatGrantAlone() {
    assertEdit(
        BLOCK,
        edit ->
            edit.replaceRole(
                withGrants(
                    edit.document().roles().get("billing"),
                    Grant.of("invoice.view"),
                    upTo("payment.refund", "250.00"))),
        "up-to: { amount: 100.00 }   # in euro",
        "up-to: { amount: 250 }   # in euro");
  }

  @Test
  void addGrant_toIndentedAndUnindentedItems_keepsTheirColumn() {
    assertEdit(
        BLOCK,
        edit -> edit.addGrant("desk", Grant.of("service.view")),
        "        only: { department: assigned }\n",
        "        only: { department: assigned }\n      - service.view\n");
    assertEdit(
        BLOCK,
        edit -> edit.addGrant("billing", upTo("payment.void", "1")),
        "      up-to: { amount: 100.00 }   # in euro\n",
        "      up-to: { amount: 100.00 }   # in euro\n"
            + "    - { permission: payment.void, up-to: { amount: 1 } }\n");
  }

  @Test
  void removeGrant_withAComment_takesTheCommentOnItsLine() {
    assertEdit(
        BLOCK,
        edit -> edit.removeGrant("desk", Grant.of("client.view")),
        "      - client.view      # all clients\n",
        "");
  }

  @Test
  void removeGrant_theLast_takesTheKeyAway() {
    assertEdit(
        "staffgate: 1\nroles:\n  r:\n    title: R\n    # few\n    grants: [client.view] # one\n",
        edit -> edit.removeGrant("r", Grant.of("client.view")),
        "    grants: [client.view] # one\n",
        "");
  }

  @Test
  void removeDeny_theLastOfARoleThatHasNothingElse_leavesTheRole() {
    assertEdit(
        "staffgate: 1\nroles:\n  r:\n    denies:\n      - client.view\n  s: {}\n",
        edit -> edit.removeDeny("r", Deny.of("client.view")),
        "  r:\n    denies:\n      - client.view\n",
        "  r: {}\n");
  }

  @Test
  void addDeny_toARoleWithoutAny_addsTheKey() {
    assertEdit(
        BLOCK,
        edit -> edit.addDeny("billing", Deny.of("payment.void")),
        "      up-to: { amount: 100.00 }   # in euro\n",
        "      up-to: { amount: 100.00 }   # in euro\n    denies: [payment.void]\n");
  }

  @Test
  void assign_withTimes_addsAnItemInBrackets() {
    Assignment cover =
        new Assignment(
            NameRef.of("billing"),
            Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
            Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
            Optional.of("carol"),
            Optional.of("holiday: cover"));
    assertEdit(
        BLOCK,
        edit -> edit.assign("alice", cover),
        "roles: [desk]   # since ever",
        "roles: [desk, { role: billing, from: 2026-11-01T00:00Z, until: 2026-12-01T00:00Z,"
            + " approved-by: carol, reason: \"holiday: cover\" }]   # since ever");
  }

  @Test
  void disableAndEnable_inBlockAndInBrackets_setAndTakeAwayTheFlag() {
    assertEdit(
        BLOCK,
        edit -> edit.disable("alice"),
        "    roles: [desk]   # since ever\n",
        "    roles: [desk]   # since ever\n    disabled: true\n");
    assertEdit(BLOCK, edit -> edit.enable("bob"), ", disabled: true }", " }");
  }

  @Test
  void disable_whereItSaysFalse_setsThatValue() {
    assertEdit(
        "staffgate: 1\nstaff:\n  a: { disabled: false, name: A }\n",
        edit -> edit.disable("a"),
        "disabled: false",
        "disabled: true");
  }

  @Test
  void removeStaff_theLast_takesTheSectionAway() {
    assertEdit(
        "staffgate: 1\nroles: { r: {} }\n# people\nstaff:\n  a: {}\n# end\n",
        edit -> edit.removeStaff("a"),
        "staff:\n  a: {}\n",
        "");
  }

  @Test
  void addServer_whereThereIsNone_addsTheSectionBehindABlankLine() {
    assertEdit(
        BLOCK,
        edit -> edit.addServer(server("web1", Optional.empty())),
        "  bob: { roles: [billing, desk], disabled: true }\n",
        """
          bob: { roles: [billing, desk], disabled: true }

        servers:
          web1:
            panel: whm
            url: "https://web1.example.net:2087"
            user: root
            token: "env:TOKEN"
        """);
  }

  @Test
  void networks_addedToAndTakenFrom_changeOneEntry() {
    String text =
        """
        staffgate: 1
        networks:
          office: [
            203.0.113.0/24,   # Berlin
            # the other one
            198.51.100.7      # Rome
          ]
          home: ["2001:db8::/48", 192.0.2.1]
        """;
    NetworkTerm added = addresses("192.0.2.7");
    assertEdit(
        text,
        edit -> edit.addToNetwork("office", added),
        "    198.51.100.7      # Rome\n",
        "    198.51.100.7,      # Rome\n    192.0.2.7\n");
    assertEdit(
        text,
        edit -> edit.removeFromNetwork("office", addresses("203.0.113.0/24")),
        "    203.0.113.0/24,   # Berlin\n",
        "");
    assertEdit(
        text,
        edit -> edit.removeFromNetwork("office", addresses("198.51.100.7")),
        "    198.51.100.7      # Rome\n",
        "");
    assertEdit(
        text,
        edit -> edit.removeFromNetwork("home", addresses("2001:db8::/48")),
        "\"2001:db8::/48\", ",
        "");
    assertEdit(
        text, edit -> edit.removeFromNetwork("home", addresses("192.0.2.1")), ", 192.0.2.1", "");
    assertEdit(
        text,
        edit ->
            edit.removeFromNetwork("home", addresses("192.0.2.1"))
                .removeFromNetwork("home", addresses("2001:db8::/48")),
        "[\"2001:db8::/48\", 192.0.2.1]",
        "[]");
    assertEdit(
        text,
        edit -> edit.addNetwork(new NetworkDefinition("no", List.of(added), Place.NONE)),
        "home: [\"2001:db8::/48\", 192.0.2.1]\n",
        "home: [\"2001:db8::/48\", 192.0.2.1]\n  \"no\": [192.0.2.7]\n");
  }

  @Test
  void ssoRoles_addedAndRemoved_changeTheListAlone() {
    String text =
        """
        staffgate: 1
        roles: { a: {}, b: {} }
        servers:
          web1: { panel: whm, url: "https://w:2087", user: root, token: "env:T",
                  sso: { access: restricted, roles: [a] } } # one
        """;
    assertEdit(
        text,
        edit -> edit.addSsoRole("web1", new Server.SsoRole(NameRef.of("b"), Optional.of("ops"))),
        "roles: [a]",
        "roles: [a, { role: b, as: ops }]");
    assertEdit(text, edit -> edit.removeSsoRole("web1", "a"), ", roles: [a]", "");
  }

  @Test
  void wholeDocumentInBrackets_edited_staysInBrackets() {
    String text = "{staffgate: 1, roles: {a: {grants: [client.view]}, b: , c: {}}} # all\n";
    assertEdit(
        text,
        edit -> edit.addRole(role("d")).addGrant("b", Grant.of("*")).removeRole("c"),
        "b: , c: {}}}",
        "b: { grants: [\"*\"] }, d: {}}}");
    assertEdit(
        text,
        edit -> edit.addStaff(StaffAccount.of("x", "a")),
        "c: {}}}",
        "c: {}}, staff: { x: { roles: [a] } }}");
    assertEdit(text, edit -> edit.removeRole("a"), "a: {grants: [client.view]}, ", "");
  }

  @Test
  void lineBreaksOfWindows_areKeptAndUsed() {
    String text = BLOCK.replace("\n", "\r\n");
    assertEdit(
        text,
        edit -> edit.addRole(withGrants(role("new"), Grant.of("client.view"), upTo("*", "1"))),
        "amount: 100.00 }   # in euro\r\n",
        "amount: 100.00 }   # in euro\r\n  new:\r\n    grants:\r\n      - client.view\r\n"
            + "      - { permission: \"*\", up-to: { amount: 1 } }\r\n");
    assertEdit(
        text,
        edit -> edit.removeGrant("desk", Grant.of("client.view")),
        "      - client.view      # all clients\r\n",
        "");
  }

  @Test
  void byteOrderMark_isKeptInFront() {
    assertEdit(
        "\ufeffstaffgate: 1\nroles: { a: {} }",
        edit -> edit.addRole(role("b")),
        "a: {} }",
        "a: {}, b: {} }");
  }

  @Test
  void fileWithoutAFinalLineBreak_getsTheNewLinesBehindOne() {
    assertEdit(
        "staffgate: 1\nroles:\n  a: {} # last",
        edit -> edit.addRole(role("b")).addStaff(StaffAccount.of("x", "a")),
        "# last",
        "# last\n  b: {}\n\nstaff:\n  x:\n    roles: [a]");
  }

  @Test
  void fileWithoutAFinalLineBreak_whoseLastEntryGoes_loadsWithoutIt() {
    assertEdit(
        "staffgate: 1\nroles:\n  a: {}\n  b: {} # last",
        edit -> edit.removeRole("b").addRole(role("c")),
        "  b: {} # last",
        "  c: {}\n");
  }

  @Test
  void firstKeyOfAnItem_removed_letsTheNextOneMoveUp() {
    String text =
        """
        staffgate: 1
        roles:
          r:
            grants:
              - up-to: { amount: 1 } # low
                permission: payment.refund
                above: { amount: 0 }
              - only: { department: assigned }
                # which
                permission: ticket.view
                above: { amount: 0 }
        """;
    Condition above = new Condition.Amount(false, "amount", BigDecimal.ZERO, Place.NONE);
    assertThat(
            edited(
                text,
                edit ->
                    edit.replaceRole(
                        withGrants(
                            role("r"),
                            grant("payment.refund", above),
                            grant("ticket.view", above)))))
        .isEqualTo(
            """
            staffgate: 1
            roles:
              r:
                grants:
                  -
                    permission: payment.refund
                    above: { amount: 0 }
                  -
                    # which
                    permission: ticket.view
                    above: { amount: 0 }
            """);
  }

  @Test
  void blockScalar_beforeAndInsideAnEdit_isLeftAndReplaced() {
    String text =
        """
        staffgate: 1
        roles:
          a:
            title: |
              Two
              lines
          b:
            title: >-
              folded
              text
            grants: [client.view]
        """;
    assertEdit(
        text,
        edit -> edit.addGrant("a", Grant.of("client.view")),
        "      lines\n",
        "      lines\n    grants: [client.view]\n");
    assertEdit(
        text,
        edit -> edit.replaceRole(titled(edit.document().roles().get("b"), "New")),
        ">-\n      folded\n      text",
        "New");
  }

  @Test
  void conditions_whoseOrderCounts_areAskedForInAnyOrder() {
    String text = "staffgate: 1\nroles:\n  r:\n    requires: { where: { a: p, b: q } } # both\n";
    Condition a = new Condition.Attribute("a", List.of("p"), Place.NONE);
    Condition b = new Condition.Attribute("b", List.of("q"), Place.NONE);
    Condition c = new Condition.Attribute("c", List.of("r"), Place.NONE);
    assertEdit(text, edit -> edit.replaceRole(requiring(a, b, c)), "b: q }", "b: q, c: r }");
    assertEdit(text, edit -> edit.replaceRole(requiring(b, a)), "{ a: p, b: q }", "{ b: q, a: p }");
    assertEdit(text, edit -> edit.replaceRole(requiring(b)), "{ a: p, b: q }", "{ b: q }");
  }

  @Test
  void anotherShapeThanTheCanonical_isReplacedAsAWhole() {
    assertEdit(
        "staffgate: 1\nroles:\n  r:\n    grants:\n      - { permission: [client.view] } # x\n",
        edit -> edit.replaceRole(withGrants(role("r"), upTo("client.view", "1"))),
        "{ permission: [client.view] }",
        "{ permission: client.view, up-to: { amount: 1 } }");
  }

  @Test
  void twoFiles_editedAtOnce_areEachEditedWhereTheThingIs() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("roles.yaml", "staffgate: 1\nroles:\n  a: {}\ndepartments: [x]\n");
    texts.put("staff.yaml", "staffgate: 1\nstaff:\n  s: { roles: [a] } # s\ndepartments: [y, z]\n");
    EditedPolicy edited =
        PolicyEdit.of(texts, LoadOptions.DEFAULT)
            .addRole(role("b"))
            .assign("s", Assignment.of("b"))
            .addStaff(StaffAccount.of("t", "b"))
            .addNetwork(new NetworkDefinition("net", List.of(), Place.NONE))
            .change(document -> withDepartments(document, "x", "w", "z"))
            .apply();
    assertThat(edited.texts())
        .containsExactly(
            Map.entry(
                "roles.yaml",
                "staffgate: 1\n"
                    + "roles:\n"
                    + "  a: {}\n"
                    + "  b: {}\n"
                    + "departments: [x, w]\n\n"
                    + "networks:\n"
                    + "  net: []\n"),
            Map.entry(
                "staff.yaml",
                "staffgate: 1\nstaff:\n  s: { roles: [a, b] } # s\n  t:\n    roles: [b]\n"
                    + "departments: [z]\n"));
    assertThat(edited.changedTexts()).hasSize(2);
  }

  @Test
  void editThatAsksForWhatIsThere_changesNothing() {
    EditedPolicy edited =
        PolicyEdit.of(Map.of("p.yaml", BLOCK), LoadOptions.DEFAULT)
            .enable("alice")
            .addRole(role("x"))
            .removeRole("x")
            .apply();
    assertThat(edited.changedTexts()).isEmpty();
    assertThat(edited.texts()).containsEntry("p.yaml", BLOCK);
  }

  @Test
  void editThatLeavesAnUndefinedName_isRefusedWithItsPlace() {
    assertThatThrownBy(() -> edited(BLOCK, edit -> edit.removeRole("billing")))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("unknown role `billing` in the roles of staff `bob`")
        .hasMessageContaining(
            "the edit removes this role, and nothing that names it\n"
                + "  take the name out here in the same edit, as `unassign` does, or keep the role")
        .hasMessageNotContaining("define it under");
  }

  @Test
  void editOfWhatIsNotThere_orIsThereAlready_isRefusedAtOnce() {
    PolicyEdit edit = PolicyEdit.of(Map.of("p.yaml", BLOCK), LoadOptions.DEFAULT);
    assertThatThrownBy(() -> edit.removeRole("x"))
        .hasMessage("p.yaml: role `x` does not exist; there are `desk`, `billing`");
    assertThatThrownBy(() -> edit.addRole(role("desk")))
        .hasMessage("p.yaml: role `desk` is there already; change that one, or choose another id");
    assertThatThrownBy(() -> edit.assign("x", Assignment.of("desk")))
        .hasMessage("p.yaml: staff `x` does not exist; there are `alice`, `bob`");
    assertThatThrownBy(() -> edit.unassign("alice", "billing"))
        .hasMessage("p.yaml: staff `alice` does not have role `billing`; it has `desk`");
    assertThatThrownBy(() -> edit.removeGrant("desk", Grant.of("*")))
        .hasMessage(
            "p.yaml: no such grant exists; it has to equal one of the document in all its parts");
    assertThatThrownBy(
            () -> edit.addSsoRole("x", new Server.SsoRole(NameRef.of("a"), Optional.empty())))
        .hasMessage("p.yaml: server `x` does not exist; there is none");
  }

  @Test
  void editThatTheFormatCannotSay_isRefused() {
    Condition schedule = new Condition.InSchedule(true, NameRef.of("s"), Place.NONE);
    assertThatThrownBy(
            () -> edited(BLOCK, edit -> edit.addRole(requiring("x", schedule, schedule))))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("key `schedule` stands here twice");
  }

  @Test
  void policyThatIsBroken_isNotEdited() {
    assertThatThrownBy(() -> PolicyEdit.of(Map.of("p.yaml", "roles: {}"), LoadOptions.DEFAULT))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("staffgate: 1");
  }

  @Test
  void account_withNamesAtProvidersAndAPerson_hasThemBehindWhatIsThere() {
    assertEdit(
        BLOCK,
        edit ->
            edit.replaceStaff(
                edit.document()
                    .staff()
                    .get("bob")
                    .withKnownAs("auth0|7", "bob@idp.example")
                    .withPerson("robert")),
        "disabled: true }",
        "disabled: true, known-as: [\"auth0|7\", bob@idp.example], person: robert }");
  }

  @Test
  void knownAs_oneMore_keepsTheOthersAndTheirComments() {
    assertEdit(
        """
        staffgate: 1
        staff:
          ann:
            known-as:
              - "auth0|7"   # until the move
            person: a.smith # also ann-admin
        """,
        edit -> edit.replaceStaff(edit.document().staff().get("ann").withKnownAs("auth0|7", "#8")),
        "until the move\n",
        "until the move\n      - \"#8\"\n");
  }

  @Test
  void seat_addedToASimpleApproval_isWrittenAsAll() {
    String simple =
        """
        staffgate: 1
        roles:
          r:
            grants:
              - permission: payment.refund
                approval: { by: payment.void, within: 24h }   # one
        """;
    Condition both =
        new Condition.Approval(
            List.of(ApprovalSeat.of("payment.void", 1), ApprovalSeat.of("staff.view", 2)),
            Duration.ofDays(1),
            Place.NONE);
    assertEdit(
        simple,
        edit ->
            edit.replaceRole(
                withGrants(edit.document().roles().get("r"), grant("payment.refund", both))),
        "{ by: payment.void, within: 24h }",
        "{ within: 24h, all: [{ by: payment.void }, { by: staff.view, count: 2 }] }");
  }

  /** Exactly this becomes that, once. */
  private static void assertEdit(
      String text, UnaryOperator<PolicyEdit> edit, String old, String becomes) {
    assertThat(text).containsOnlyOnce(old);
    assertThat(edited(text, edit)).isEqualTo(text.replace(old, becomes));
  }

  private static String edited(String text, UnaryOperator<PolicyEdit> edit) {
    PolicyEdit changed = edit.apply(PolicyEdit.of(Map.of("p.yaml", text), LoadOptions.DEFAULT));
    EditedPolicy edited = changed.apply();
    assertThat(edited.policy().document()).isEqualTo(changed.document());
    return requireNonNull(edited.texts().get("p.yaml"));
  }

  private static Role role(String id) {
    return new Role(
        id, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of(), Place.NONE);
  }

  private static Role requiring(Condition... conditions) {
    return requiring("r", conditions);
  }

  private static Role requiring(String id, Condition... conditions) {
    return new Role(
        id,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(conditions),
        List.of(),
        List.of(),
        Place.NONE);
  }

  private static Role titled(Role old, String title) {
    return new Role(
        old.id(),
        Optional.of(title),
        old.formerly(),
        old.includes(),
        old.requires(),
        old.grants(),
        old.denies(),
        old.at());
  }

  private static Role withGrants(Role old, Grant... grants) {
    return new Role(
        old.id(),
        old.title(),
        old.formerly(),
        old.includes(),
        old.requires(),
        List.of(grants),
        old.denies(),
        old.at());
  }

  private static Grant upTo(String pattern, String limit) {
    return grant(pattern, new Condition.Amount(true, "amount", new BigDecimal(limit), Place.NONE));
  }

  private static Grant grant(String pattern, Condition... conditions) {
    return new Grant(List.of(PermissionPattern.of(pattern)), List.of(conditions), Place.NONE);
  }

  private static NetworkTerm addresses(String text) {
    return new NetworkTerm.Addresses(IpRange.parse(text), Place.NONE);
  }

  private static Server server(String id, Optional<Server.Sso> sso) {
    return new Server(
        id,
        Optional.empty(),
        "whm",
        URI.create("https://" + id + ".example.net:2087"),
        List.of(),
        "root",
        new SecretRef("env", "TOKEN"),
        Optional.empty(),
        sso,
        Place.NONE);
  }

  private static PolicyDocument withDepartments(PolicyDocument old, String... departments) {
    PolicyDocument.Builder builder = PolicyDocument.builder();
    old.networks().values().forEach(builder::network);
    old.roles().values().forEach(builder::role);
    old.staff().values().forEach(builder::staff);
    NameRef.listOf(departments).forEach(builder::department);
    return builder.build();
  }
}
