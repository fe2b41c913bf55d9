package dev.staffgate.servlet.route;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.Role;
import dev.staffgate.model.RouteRule;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds routes on a permission that can never be permitted: each grant of it has a condition on
 * what a route does not hand over. A route hands over no attributes, and the resources alone that
 * it names. Approval, which can be asked for, and what depends on the person, do not count. Not
 * thread-safe.
 */
final class UnmetPermissions {
  private static final String ALL = "*";

  /** The permissions that enter a server, and those whose grants reach it. */
  private static final Map<String, List<String>> BY_SERVER =
      Map.of(
          Permission.SERVER_SSO,
          List.of("connect.use", "server.configure"),
          "client.login-as",
          List.of("client.login-as"));

  /** A grant of a permission, with the conditions that always go with it. */
  private record Candidate(Grant grant, List<Condition> conditions) {}

  /** The question of a route. */
  private record Question(String permission, Map<String, String> resource) {}

  private final PolicyDocument document;
  private final Policy policy;
  private final Map<String, List<Candidate>> candidates = new HashMap<>();
  private final Map<Question, Optional<String>> answers = new HashMap<>();

  UnmetPermissions(Policy policy) {
    this.policy = policy;
    this.document = policy.document();
  }

  /** Returns why a route can never be permitted, as the end of a sentence. */
  Optional<String> neverGranted(RouteRule rule) {
    return rule.permission()
        .flatMap(
            permission ->
                answers.computeIfAbsent(
                    new Question(permission.id(), rule.resource()), this::neverGranted));
  }

  private Optional<String> neverGranted(Question question) {
    if (BY_SERVER.containsKey(question.permission) && !question.resource.containsKey("server")) {
      return Optional.of(
          " can never be permitted: `"
              + question.permission
              + "` is asked on a server, and the route names none");
    }
    boolean sensitive = policy.permission(question.permission).sensitive();
    Optional<Condition> always =
        Stream.concat(
                document.defaults().requires().stream(),
                sensitive ? document.defaults().sensitiveRequires().stream() : Stream.empty())
            .filter(condition -> isNeverTrue(condition, question))
            .findFirst();
    if (always.isPresent()) {
      return Optional.of(" can never be permitted: " + told(always.get(), question));
    }
    Optional<Condition> first = Optional.empty();
    for (Candidate candidate : candidates(question.permission)) {
      Optional<Condition> unmet =
          candidate.conditions.stream()
              .filter(condition -> isNeverTrue(condition, question))
              .findFirst();
      if (unmet.isEmpty()) {
        return Optional.empty();
      }
      first = first.or(() -> unmet);
    }
    return first.map(
        unmet ->
            " can never be permitted, unless to a full administrator: each grant of `"
                + question.permission
                + "` asks for more than a route hands over; "
                + told(unmet, question));
  }

  private static String told(Condition condition, Question question) {
    String key = "`" + condition.key() + "` at " + condition.at().fileAndLine();
    if (!(condition instanceof Condition.Resource resource)) {
      return key + " asks for an attribute, and a route hands over none";
    }
    String id = question.resource.get(resource.type());
    return id == null
        ? key + " asks for a `" + resource.type() + "`, and the route names none"
        : key + " does not let `" + id + "` through";
  }

  /** Returns the grants that are written down; that of the built-in role is not among them. */
  private List<Candidate> candidates(String permission) {
    return candidates.computeIfAbsent(
        permission,
        id -> {
          List<String> by = BY_SERVER.getOrDefault(id, List.of(id));
          List<Candidate> all = new ArrayList<>();
          for (Role role : document.roles().values()) {
            if (!role.id().equals(Role.FULL_ADMINISTRATOR)) {
              role.grants().stream()
                  .filter(grant -> matchesOne(grant, by))
                  .map(grant -> new Candidate(grant, conditions(role, grant)))
                  .forEach(all::add);
            }
          }
          return all;
        });
  }

  private static boolean matchesOne(Grant grant, List<String> permissions) {
    return grant.permissions().stream()
        .anyMatch(
            pattern ->
                pattern.text().equals(ALL) || permissions.stream().anyMatch(pattern::matches));
  }

  private static List<Condition> conditions(Role role, Grant grant) {
    return Stream.concat(grant.conditions().stream(), role.requires().stream()).toList();
  }

  private boolean isNeverTrue(Condition condition, Question question) {
    if (condition instanceof Condition.Amount amount) {
      return isNotGiven(amount.attribute());
    }
    if (condition instanceof Condition.Attribute attribute) {
      return isNotGiven(attribute.attribute());
    }
    if (condition instanceof Condition.Same same) {
      return isNotGiven(same.left()) || isNotGiven(same.right());
    }
    return condition instanceof Condition.Resource resource
        && isNeverTrue(resource, question.resource.get(resource.type()));
  }

  private static boolean isNotGiven(String attribute) {
    return !attribute.startsWith("staff.");
  }

  private static boolean isNeverTrue(Condition.Resource condition, @Nullable String id) {
    if (id == null) {
      return true;
    }
    if (id.startsWith("{")) {
      return false; // a segment of the path
    }
    boolean named =
        condition.members().stream()
            .anyMatch(term -> term.kind() == ResourceTerm.Kind.ID && term.id().equals(id));
    boolean others =
        condition.members().stream().anyMatch(term -> term.kind() != ResourceTerm.Kind.ID);
    return condition.among() ? !named && !others : named;
  }
}
