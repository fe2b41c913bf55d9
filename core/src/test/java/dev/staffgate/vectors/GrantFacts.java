package dev.staffgate.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Grants and memberships of a file; the steps of some files change them. */
final class GrantFacts {
  /** Files that compare nothing have no grants: all that counts is who is a member of what. */
  private static final VectorJson MEMBERSHIPS_ALONE = new VectorJson(Map.of("subject", "role"));

  private final VectorJson match;
  private final VectorJson facts;
  private final String combining;
  private final List<VectorJson> grants;
  private final List<VectorJson> memberships;

  GrantFacts(VectorJson file) {
    this.match = file.has("match") ? file.object("match") : MEMBERSHIPS_ALONE;
    this.facts = file.object("facts");
    this.combining = file.has("match") ? file.text("combining") : "allow-any";
    this.grants = new ArrayList<>(facts.objects("grants"));
    this.memberships = new ArrayList<>(facts.objects("memberships"));
  }

  String combining() {
    return combining;
  }

  String match(String field) {
    return match.optional(field).orElse("any");
  }

  /** How fields are compared, as the file says it. */
  VectorJson match() {
    return match;
  }

  /** Whether there are facts of a name. */
  boolean has(String name) {
    return facts.has(name);
  }

  /** How objects, or the members of their groups, are compared. */
  String objectKind() {
    return match(match("object").equals("group") ? "group_member_pattern" : "object");
  }

  /** Whether the first grant in some order decides. */
  boolean isOrdered() {
    return switch (combining) {
      case "allow-any", "deny-overrides", "permit-unless-deny" -> false;
      case "first-match", "lowest-number-first", "nearest-subject-first" -> true;
      default -> throw new AssertionError("unknown combining " + combining);
    };
  }

  boolean isSubjectPattern(String name) {
    return VectorPatterns.isPattern(match("subject_pattern"), name);
  }

  static boolean isForAnybody(VectorJson grant) {
    return grant.optional("subject").orElse("*").equals("*");
  }

  List<VectorJson> grants() {
    return grants;
  }

  List<VectorJson> memberships() {
    return memberships;
  }

  Optional<String> now() {
    return facts.optional("now");
  }

  List<String> superusers() {
    return facts.texts("superusers");
  }

  List<List<String>> mutuallyExclusive() {
    return facts.items("mutually_exclusive").stream()
        .map(one -> ((List<?>) one).stream().map(String.class::cast).toList())
        .toList();
  }

  Optional<String> domainOf(String object) {
    return propertyOf(object, "object_domains", "domain");
  }

  Optional<String> typeOf(String object) {
    return propertyOf(object, "object_types", "type");
  }

  private Optional<String> propertyOf(String object, String list, String name) {
    return facts.objects(list).stream()
        .filter(one -> one.text("object").equals(object))
        .map(one -> one.text(name))
        .findFirst();
  }

  /** Whether a membership counts in every domain. */
  boolean isOfAnyDomain(VectorJson membership, String kind) {
    return !membership.has("domain")
        || (match(kind).equals("star") && membership.text("domain").equals("*"));
  }

  /** Whether a membership counts in the domains of a pattern. */
  boolean isOfDomainPattern(VectorJson membership) {
    return membership
        .optional("domain")
        .filter(domain -> VectorPatterns.isPattern(match("membership_domain"), domain))
        .isPresent();
  }

  /** The object itself, and what is in it if it is a group. */
  Set<String> membersOf(String object) {
    Set<String> members = new LinkedHashSet<>(Set.of(object));
    for (VectorJson one : facts.objects("object_groups")) {
      if (one.text("group").equals(object)) {
        if (!isOfAnyDomain(one, "group_domain")) {
          throw new NotExpressibleException("object groups of one domain");
        }
        members.addAll(membersOf(one.text("member")));
      }
    }
    return members;
  }

  /** Does a step that changes something. */
  void change(VectorJson step) {
    switch (step.text("do")) {
      case "add-grant" -> grants.add(step.object("grant"));
      case "add-membership" -> memberships.add(step.object("membership"));
      case "remove-grants" -> grants.removeIf(one -> one.matches(step.object("where")));
      case "remove-memberships" -> memberships.removeIf(one -> one.matches(step.object("where")));
      case "delete-subject" -> {
        String subject = step.text("subject");
        grants.removeIf(one -> one.optional("subject").equals(Optional.of(subject)));
        memberships.removeIf(one -> one.text("member").equals(subject));
      }
      case "delete-role" -> {
        String role = step.text("role");
        grants.removeIf(one -> one.optional("subject").equals(Optional.of(role)));
        memberships.removeIf(one -> one.text("of").equals(role) || one.text("member").equals(role));
      }
      default -> throw new AssertionError("unknown step " + step);
    }
  }

  /** The subject and every role it may have, nearest first, with the number of links to it. */
  Map<String, Integer> reach(String subject) {
    Map<String, Integer> reach = new LinkedHashMap<>(Map.of(subject, 0));
    List<String> open = new ArrayList<>(List.of(subject));
    for (int next = 0; next < open.size(); next++) {
      String at = open.get(next);
      for (VectorJson one : memberships) {
        if (one.text("member").equals(at)
            && reach.putIfAbsent(one.text("of"), reach.get(at) + 1) == null) {
          open.add(one.text("of"));
        }
      }
    }
    return reach;
  }
}
