package dev.staffgate.vectors;

import static com.google.common.base.Preconditions.checkState;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Files whose steps change grants and memberships, and ask in between. The policy is made anew
 * after each change; questions are answered by deciding for all that could be in the answer.
 */
final class StepVectors {
  private final GrantFacts facts;
  private final MentionedNames universe;
  private final LegalNames names = new LegalNames();
  private GrantPolicy translated;
  private LoadedPolicy policy;
  private GrantRequests questions;

  private StepVectors(VectorJson file) {
    this.facts = new GrantFacts(file);
    List<VectorJson> grants = new ArrayList<>(facts.grants());
    List<VectorJson> memberships = new ArrayList<>(facts.memberships());
    List<VectorJson> requests = new ArrayList<>();
    for (VectorJson step : file.objects("steps")) {
      if (step.has("grant")) {
        grants.add(step.object("grant"));
      }
      if (step.has("membership")) {
        memberships.add(step.object("membership"));
      }
      if (step.has("check")) {
        requests.add(step.object("check"));
      }
    }
    this.universe = MentionedNames.of(grants, memberships, requests);
    rebuild();
  }

  static void run(VectorJson file, VectorResults results) {
    StepVectors run = new StepVectors(file);
    int number = 0;
    for (VectorJson step : file.objects("steps")) {
      number++;
      if (step.has("do")) {
        run.facts.change(step);
        run.rebuild();
      } else {
        results.check("step " + number, expected(step), () -> run.answer(step));
      }
    }
  }

  private void rebuild() {
    translated = new GrantPolicy(facts, universe, names);
    checkState(translated.obstacles().isEmpty(), "something was left out");
    policy = translated.load();
    questions = new GrantRequests(facts, translated);
  }

  private static Object expected(VectorJson step) {
    Object expected = step.raw("expect");
    return expected instanceof List<?> list ? Set.copyOf(list) : expected;
  }

  private Object answer(VectorJson step) {
    if (step.has("check")) {
      return policy.answer(questions.of(step.object("check")));
    }
    Optional<String> domain = step.optional("domain");
    return switch (step.text("query")) {
      case "roles-of" -> rolesOf(step.text("subject"), step.flag("transitive"), domain);
      case "has-role" ->
          String.valueOf(
              rolesOf(step.text("subject"), step.flag("transitive"), domain)
                  .contains(step.text("role")));
      case "users-of-role" ->
          people(one -> rolesOf(one, step.flag("transitive"), domain).contains(step.text("role")));
      case "users-with-permission" -> people(one -> policy.permits(request(one, step)));
      case "grants-of" -> grantsOf(step.text("subject"), step.flag("transitive"));
      default -> throw new AssertionError("unknown query " + step);
    };
  }

  private AccessRequest request(String subject, VectorJson step) {
    return questions.of(
        new VectorJson(
            Map.of(
                "subject", subject, "object", step.text("object"), "action", step.text("action"))));
  }

  private Set<String> rolesOf(String subject, boolean transitive, Optional<String> domain) {
    return universe.subjects().stream()
        .filter(role -> !role.equals(subject))
        .filter(
            role ->
                transitive
                    ? policy.permits(questions.ofRole(subject, role, domain))
                    : isDirect(subject, role))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** As the policy says it: the role of the subject includes the other. */
  private boolean isDirect(String subject, String role) {
    Role own = policy.policy().document().roles().get(translated.roleOf(subject));
    return own != null
        && own.includes().stream().map(NameRef::id).anyMatch(translated.roleOf(role)::equals);
  }

  /** Those who are no roles. */
  private Set<String> people(Predicate<String> which) {
    Set<String> roles =
        facts.memberships().stream().map(one -> one.text("of")).collect(Collectors.toSet());
    return universe.subjects().stream()
        .filter(one -> !roles.contains(one))
        .filter(which)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<Object> grantsOf(String subject, boolean transitive) {
    return universe.actions().stream()
        .flatMap(
            action ->
                universe.objects().stream()
                    .map(object -> new VectorJson(Map.of("object", object, "action", action))))
        .flatMap(asked -> policy.holding(request(subject, asked)).stream())
        .filter(grant -> transitive || ((VectorJson) grant).text("subject").equals(subject))
        .collect(Collectors.toSet());
  }
}
