package dev.staffgate.vectors;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.Splitter;
import dev.staffgate.vectors.PolicyTextBuilder.RoleText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Grants and memberships as a policy.
 *
 * <p>Each subject, a person or a role, becomes a role that has its grants and includes the roles it
 * is a member of; each has an account with that role, too. A membership that counts under a
 * condition (in a domain, on an object, at a place) is a role between the two that requires it. An
 * action is a permission, an object a resource. A membership for a time is an assignment.
 */
final class GrantPolicy {
  static final String ANYBODY = "anybody";
  private static final String EVERYBODY = "everybody";

  private final GrantFacts facts;
  private final MentionedNames universe;
  private final LegalNames names;
  private final TranslationGaps obstacles;
  private final PolicyTextBuilder text = new PolicyTextBuilder();
  private final Map<String, List<Object>> accounts = new LinkedHashMap<>();
  private final Map<String, String> edges = new HashMap<>();
  private final ConditionTranslator conditions =
      new ConditionTranslator(GrantPolicy::attribute, value -> value, this::roleOf);

  GrantPolicy(GrantFacts facts, MentionedNames universe, LegalNames names) {
    this.facts = facts;
    this.universe = universe;
    this.names = names;
    this.obstacles = new TranslationGaps(facts);
    ComparedFields.check(facts);
    universe.actions().stream().filter(this::isOneAction).forEach(this::declare);
    subjects().forEach(this::subject);
    facts.memberships().forEach(this::membership);
    facts.grants().forEach(this::grant);
    facts.superusers().forEach(one -> assignments(one).add("full-administrator"));
    if (facts.combining().equals("permit-unless-deny")) {
      text.role(EVERYBODY).grant("unless denied", "*", Map.of());
    }
    facts.mutuallyExclusive().forEach(this::separate);
    accounts.forEach((id, roles) -> text.staff(id, "roles", roles));
  }

  LoadedPolicy load() {
    return text.load();
  }

  TranslationGaps obstacles() {
    return obstacles;
  }

  private boolean isOneAction(String action) {
    return !VectorPatterns.isPattern(facts.match("action"), action);
  }

  private void declare(String action) {
    text.permission(permission(action));
  }

  private Set<String> subjects() {
    Set<String> subjects = new LinkedHashSet<>(universe.subjects());
    subjects.removeIf(name -> facts.isSubjectPattern(name) || name.equals("*"));
    subjects.add(ANYBODY);
    subjects.addAll(facts.superusers());
    return subjects;
  }

  private void subject(String name) {
    text.permission(marker(name));
    text.role(roleOf(name)).grant("role " + name, marker(name), Map.of());
    text.role(EVERYBODY);
    assignments(name).addAll(List.of(roleOf(name), EVERYBODY));
  }

  private List<Object> assignments(String subject) {
    return accounts.computeIfAbsent(staff(subject), any -> new ArrayList<>());
  }

  String staff(String subject) {
    return names.word(subject);
  }

  String roleOf(String subject) {
    return "r." + names.word(subject);
  }

  /** A permission that whoever has the role holds, wherever the membership counts. */
  String marker(String role) {
    return "role." + names.word(role);
  }

  private void membership(VectorJson one) {
    String member = one.text("member");
    if (facts.isSubjectPattern(member) || facts.isOfDomainPattern(one)) {
      return; // an obstacle
    }
    String role = roleOf(one.text("of"));
    Map<String, Object> only = counting(one);
    if (!only.isEmpty()) {
      checkState(facts.grants().stream().noneMatch(GrantPolicy::isDeny), "denies of %s", one);
      String edge = "e." + edges.size();
      edges.put(edge, one.text("of"));
      text.role(edge).require(Map.of("only", only));
      text.role(edge).include(role);
      role = edge;
    }
    if (one.has("not_before") || one.has("not_after")) {
      assignments(member).add(VectorTimes.assignment(role, one));
    } else if (!facts.mutuallyExclusive().isEmpty()) {
      assignments(member).add(role); // so that one can act without it
    } else {
      text.role(roleOf(member)).include(role);
    }
  }

  /** The resources on which a membership counts, if not on all. */
  private Map<String, Object> counting(VectorJson membership) {
    Map<String, Object> only = new LinkedHashMap<>();
    if (!facts.isOfAnyDomain(membership, "membership_domain")) {
      only.put("domain", List.of(membership.text("domain")));
    }
    membership.optional("on_object").ifPresent(object -> only.put("object", List.of(object)));
    if (membership.has("only_in")) {
      only.put("place", membership.texts("only_in"));
    }
    return only;
  }

  private void separate(List<String> roles) {
    List<String> members = roles.stream().map(this::roleOf).toList();
    text.separate(Map.of("name", "exclusive", "roles", members, "in", "session"));
  }

  /** The roles of an account, without those that lead to one of the subjects at once. */
  String[] assignedWithout(String account, List<String> subjects) {
    return accounts.get(account).stream()
        .map(GrantPolicy::roleAssigned)
        .filter(role -> subjects.stream().noneMatch(one -> leadsTo(role, one)))
        .toArray(String[]::new);
  }

  private static String roleAssigned(Object assignment) {
    return assignment instanceof Map<?, ?> forATime
        ? forATime.get("role").toString()
        : assignment.toString();
  }

  private boolean leadsTo(String role, String subject) {
    return role.equals(roleOf(subject)) || subject.equals(edges.get(role));
  }

  private void grant(VectorJson grant) {
    if (!GrantFacts.isForAnybody(grant) && facts.isSubjectPattern(grant.text("subject"))) {
      obstacles.leaveOut(grant, "", TranslationGaps.STAFF_PATTERN);
      return;
    }
    RoleText role =
        text.role(GrantFacts.isForAnybody(grant) ? EVERYBODY : roleOf(grant.text("subject")));
    try {
      Object permission = permissions(grant);
      for (ConditionConjunction way : ways(grant)) {
        checkState(way.group().isEmpty(), "a group in %s", grant);
        if (isDeny(grant)) {
          role.deny(grant, permission, way.conditions());
        } else {
          role.grant(grant, permission, way.conditions());
          way.unless().ifPresent(part -> denyPart(role, grant, permission, way, part));
        }
      }
    } catch (NotExpressibleException e) {
      boolean whole = facts.match("object").equals("group");
      String object = whole ? "" : grant.optional("object").orElse("");
      obstacles.leaveOut(grant, object, e.getMessage());
    }
  }

  private static boolean isDeny(VectorJson grant) {
    return VectorEffects.isDeny(grant.optional("effect").orElse("allow"));
  }

  /** Takes a part of a grant out by a deny, if no other grant can need that part. */
  private void denyPart(
      RoleText role,
      VectorJson grant,
      Object permission,
      ConditionConjunction way,
      Map<String, Object> part) {
    checkState(
        facts.grants().stream().filter(other -> covers(other, grant)).count() == 1,
        "another grant covers what %s does",
        grant);
    Map<String, Object> conditions = new LinkedHashMap<>(part);
    if (way.conditions().containsKey("only")) {
      conditions.put("only", way.conditions().get("only"));
    }
    role.deny(grant, permission, conditions);
  }

  private static boolean covers(VectorJson one, VectorJson other) {
    return List.of("action", "object").stream()
        .allMatch(field -> !one.has(field) || one.raw(field).equals(other.raw(field)));
  }

  private Object permissions(VectorJson grant) {
    List<String> actions = grant.texts("action");
    return actions.isEmpty() ? "*" : actions.stream().map(this::permission).toList();
  }

  /** An action that is a path becomes a permission with a word for each segment. */
  String permission(String action) {
    if (facts.match("action").equals("exact") || facts.match("action").equals("any")) {
      return "act." + names.word(action);
    }
    if (!action.startsWith("/")) {
      throw new AssertionError("an action that is not a path: " + action);
    }
    String steps = action.endsWith("/*") ? action.substring(0, action.length() - 2) : action;
    if (VectorPatterns.isPattern("path-colon", steps)) {
      throw new NotExpressibleException(
          "a wildcard within a permission: it stands at the end alone");
    }
    List<String> words = new ArrayList<>(List.of("act"));
    Splitter.on('/').splitToStream(steps).skip(1).forEach(step -> words.add(names.word(step)));
    String id = String.join(".", words);
    if (steps.equals(action)) {
      return id;
    }
    text.permission(id + ".below_any"); // a wildcard has to match something
    return id + ".*";
  }

  private List<ConditionConjunction> ways(VectorJson grant) {
    ConditionConjunction way = ConditionConjunction.ALWAYS;
    if (grant.has("object")) {
      way = way.and(ConditionConjunction.of("only", "object", objects(grant)));
    }
    if (grant.has("object_type")) {
      way = way.and(ConditionConjunction.of("only", "type", grant.texts("object_type")));
    }
    if (grant.has("domain")) {
      way = way.and(ConditionConjunction.of("only", "domain", domains(grant)));
    }
    if (grant.has("ip")) {
      way = way.and(ConditionConjunction.of("networks", grant.texts("ip")));
    }
    return grant.has("when")
        ? ConditionConjunction.and(List.of(way), conditions.ways(grant.object("when"), true))
        : List.of(way);
  }

  /** The objects of a grant, written out; the patterns among them are left out. */
  private List<String> domains(VectorJson grant) {
    List<String> domains = grant.texts("domain");
    String kind = facts.match("domain");
    for (String domain : domains) {
      if (VectorPatterns.isPattern(kind, domain)) {
        throw new NotExpressibleException(TranslationGaps.DOMAIN_PATTERN);
      }
    }
    return domains;
  }

  private List<String> objects(VectorJson grant) {
    String kind = facts.objectKind();
    List<String> exact = new ArrayList<>();
    for (String object : facts.membersOf(grant.text("object"))) {
      if (VectorPatterns.isPattern(kind, object)) {
        obstacles.leaveOut(grant, object, TranslationGaps.RESOURCE_PATTERN);
      } else {
        exact.add(object);
      }
    }
    if (exact.isEmpty()) {
      throw new NotExpressibleException(TranslationGaps.RESOURCE_PATTERN);
    }
    return exact;
  }

  private static String attribute(String path) {
    return path.equals("subject") ? "staff.id" : path.replaceFirst("^object\\.", "resource.");
  }

  /** The value of a property in a request: an id, where it is compared with one. */
  String value(String path, String value) {
    return conditions.equalToRequester().contains(path) ? names.word(value) : value;
  }

  Optional<String> domain(VectorJson asked) {
    return asked.optional("domain").or(() -> asked.optional("object").flatMap(facts::domainOf));
  }
}
