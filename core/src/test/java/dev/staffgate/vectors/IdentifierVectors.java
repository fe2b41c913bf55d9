package dev.staffgate.vectors;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers with blanks, quotes and control characters. No id of a policy may look like that;
 * what a program says with a request may. So subject, action and object are attributes here, and
 * the policy is made in code, since a document holds no control characters.
 */
final class IdentifierVectors {
  private IdentifierVectors() {}

  static Object answers(VectorJson vector) {
    VectorJson rule = vector.object("rule");
    List<Condition> conditions = new ArrayList<>();
    where(conditions, "subject.entity", entity(rule.raw("subject")));
    where(conditions, "action.name", rule.raw("action"));
    where(conditions, "resource.entity", entity(rule.raw("object")));
    LoadedPolicy policy = new LoadedPolicy(Policy.of(document(conditions)), Map.of());
    List<String> answers = new ArrayList<>();
    for (VectorJson check : vector.objects("checks")) {
      answers.add(
          policy.answer(
              OneGrantPolicy.request()
                  .with("subject.entity", entity(check.raw("subject")))
                  .with("action.name", check.text("action"))
                  .with("resource.entity", entity(check.raw("object")))));
    }
    return answers;
  }

  static Object expected(VectorJson vector) {
    return vector.objects("checks").stream().map(check -> check.text("expect")).toList();
  }

  private static void where(List<Condition> conditions, String attribute, @Nullable Object value) {
    if (value != null) {
      conditions.add(new Condition.Attribute(attribute, List.of(value.toString()), Place.NONE));
    }
  }

  /** Type and id as one text; types have no blanks, so that no two entities have the same. */
  private static @Nullable String entity(@Nullable Object entity) {
    return entity instanceof VectorJson json ? json.text("type") + " " + json.text("id") : null;
  }

  private static PolicyDocument document(List<Condition> conditions) {
    return PolicyDocument.builder()
        .hosting(false)
        .permission(
            new PermissionDefinition("act.it", "it", "vector", false, List.of(), Place.NONE))
        .role(
            new Role(
                "r",
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Grant(List.of(PermissionPattern.of("act.it")), conditions, Place.NONE)),
                List.of(),
                Place.NONE))
        .staff(StaffAccount.of("somebody", "r"))
        .build();
  }
}
