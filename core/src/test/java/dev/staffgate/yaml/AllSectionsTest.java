package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.Resources;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policy reference 2: a document with every section is read as it was meant. */
class AllSectionsTest {
  private static final Policy POLICY = load();

  private static Policy load() {
    try {
      String text =
          Resources.toString(Resources.getResource(AllSectionsTest.class, "whole.yaml"), UTF_8);
      return PolicyFiles.parse("whole.yaml", text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sections_allThere_areReadIntoTheDocument() {
    PolicyDocument document = POLICY.document();

    assertThat(document.permissions()).containsOnlyKeys("snapshot.restore-all");
    assertThat(document.networks()).containsOnlyKeys("desk", "tunnel", "inside");
    assertThat(document.schedules()).containsOnlyKeys("week", "dark");
    assertThat(document.defaults().requires()).hasSize(1);
    assertThat(document.defaults().sensitiveRequires()).hasSize(1);
    assertThat(document.roles())
        .containsOnlyKeys(
            "helper", "senior-helper", "operator", "cashier", Role.FULL_ADMINISTRATOR);
    assertThat(document.roles().get("cashier").grants().get(3).conditions())
        .extracting(condition -> condition.key())
        .containsExactly("not-schedule", "above", "except", "where", "where", "same");
    assertThat(document.serverGroups()).containsOnlyKeys("europe");
    assertThat(document.servers()).containsOnlyKeys("alpha", "beta");
    assertThat(document.servers().get("alpha").sso().orElseThrow().roles().get(1).as())
        .contains("helpdesk");
    assertThat(document.departments())
        .extracting(ref -> ref.id())
        .containsExactly("sales", "billing", "abuse");
    assertThat(document.staff()).containsOnlyKeys("ann", "mal", "cid", "dan");
    assertThat(document.separate())
        .extracting(rule -> rule.within())
        .containsExactly(SeparationRule.Within.ACCOUNT, SeparationRule.Within.SESSION);
    assertThat(document.emergencies().get("all-down").holders()).containsExactly("cid", "dan");
    assertThat(document.roles().get("senior-helper").grants().get(1).conditions())
        .extracting(condition -> condition.key())
        .containsExactly("approval");
    assertThat(document.roles().get("senior-helper").formerly())
        .extracting(ref -> ref.id())
        .containsExactly("second-line");
    assertThat(document.roles().get("cashier").grants().get(2).conditions().get(1))
        .isEqualTo(
            new Condition.Approval(
                List.of(
                    ApprovalSeat.of("payment.approve-refund", 1),
                    ApprovalSeat.of("staff.assign-role", 2)),
                Duration.ofHours(1),
                Place.NONE));
    assertThat(document.servers().get("alpha").aliases())
        .containsExactly("whm1.example.net", "2001:db8::1");
    assertThat(document.staff().get("ann").knownAs())
        .containsExactly("auth0|64f0c2", "ann@idp.example");
    assertThat(document.staff().get("ann").personId()).isEqualTo("ann-example");
    assertThat(document.staff().get("dan").personId()).isEqualTo("dan");
    assertThat(document.routes()).hasSize(4);
    assertThat(document.tests()).hasSize(7);
    assertThat(document.tests().get(1).asker().staff().values())
        .containsExactly("ann", "who-is-in-a-directory");
    assertThat(document.tests().get(1).circumstances().locks())
        .extracting(lock -> lock.target())
        .containsExactly("everybody", "role", "permission", "server-group", "server", "staff");
    assertThat(document.tests().get(1).expected().because()).contains("locked");
    assertThat(document.tests().get(2).asker().roles()).hasSize(2);
    assertThat(document.tests().get(6).reverse().orElseThrow().are())
        .extracting(answer -> answer.id())
        .containsExactly("@europe", "alpha");
    assertThat(POLICY.version()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void roles_wherePlaced_nameTheirLine() {
    assertThat(POLICY.document().roles().get("cashier").at()).hasToString("whole.yaml:40:3");
    assertThat(POLICY.document().staff().get("ann").at().fileAndLine()).isEqualTo("whole.yaml:85");
  }

  @Test
  void testsOfThePolicy_asked_areDecidedAsWritten() {
    PolicyTestCase test = POLICY.document().tests().get(0);

    assertThat(outcomes(test, test.expected().permit())).containsOnly(Decision.Outcome.PERMIT);
    assertThat(outcomes(test, test.expected().deny())).containsOnly(Decision.Outcome.DENY);
  }

  private static List<Decision.Outcome> outcomes(
      PolicyTestCase test, List<PolicyTestCase.Question> questions) {
    return questions.stream()
        .map(
            question -> {
              AccessRequest request =
                  AccessRequest.of(test.asker().staff().values().get(0), question.permission().id())
                      .at(test.circumstances().instant())
                      .from(test.circumstances().from().values().get(0))
                      .secondFactorAt(
                          test.circumstances()
                              .instant()
                              .minus(test.circumstances().secondFactorAge().orElse(Duration.ZERO)));
              for (var attribute : question.attributes().entrySet()) {
                request = request.with(attribute.getKey(), attribute.getValue());
              }
              return POLICY.decide(request).outcome();
            })
        .toList();
  }

  @Test
  void sso_byIncludedRole_opensAsTheUserOfTheFirstListedRoleOnTheWay() {
    Instant now = Instant.parse("2026-11-23T09:00:00Z");
    Decision decision =
        POLICY.decide(
            AccessRequest.sso("dan", "alpha").from("198.51.100.20").at(now).secondFactorAt(now));

    assertThat(decision.permitted()).as(decision.reason().toString()).isTrue();
    assertThat(((Decision.Permit) decision).ssoUser()).contains("ops");
    assertThat(decision.reason().path()).containsExactly("operator");
    assertThat(decision.reason().place().fileAndLine()).isEqualTo("whole.yaml:39");
  }
}
