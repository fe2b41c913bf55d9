package dev.staffgate.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was left out of a policy since none can say it. A request is asked all the same where what
 * was left out cannot matter to it.
 */
final class TranslationGaps {
  static final String STAFF_PATTERN = "a pattern for the names of staff";
  static final String DOMAIN_PATTERN = "a domain by a pattern: ids are compared as a whole";
  static final String RESOURCE_PATTERN = "a pattern for the ids of resources";

  private final GrantFacts facts;
  private final List<LeftOut> leftOut = new ArrayList<>();

  /** A grant, or what it says of one object or of the objects of one pattern. */
  private record LeftOut(VectorJson grant, String object, String reason) {}

  TranslationGaps(GrantFacts facts) {
    this.facts = facts;
  }

  /** Notes what is left out: a grant, as far as it is for this object or pattern of objects. */
  void leaveOut(VectorJson grant, String object, String reason) {
    leftOut.add(new LeftOut(grant, object, reason));
  }

  /** Whether nothing stands in the way of any request. */
  boolean isEmpty() {
    return leftOut.isEmpty()
        && !facts.isOrdered()
        && facts.memberships().stream()
            .noneMatch(
                one -> facts.isSubjectPattern(one.text("member")) || facts.isOfDomainPattern(one));
  }

  /** Why a request cannot be asked, if it cannot. */
  Optional<String> of(VectorJson asked) {
    Map<String, Integer> reach = facts.reach(asked.optional("subject").orElse(GrantPolicy.ANYBODY));
    boolean mayBeMember =
        facts.memberships().stream()
            .map(one -> one.text("member"))
            .filter(facts::isSubjectPattern)
            .anyMatch(
                one ->
                    reach.keySet().stream()
                        .anyMatch(
                            at ->
                                VectorPatterns.mayMatch(facts.match("subject_pattern"), one, at)));
    boolean mayBeInDomain =
        facts.memberships().stream()
            .filter(one -> reach.containsKey(one.text("member")))
            .anyMatch(facts::isOfDomainPattern);
    return mayBeMember
        ? Optional.of(STAFF_PATTERN)
        : mayBeInDomain
            ? Optional.of(DOMAIN_PATTERN)
            : leftOut.stream()
                .filter(one -> mayMatter(one, asked, reach.keySet()))
                .map(LeftOut::reason)
                .findFirst()
                .or(() -> ofOrder(asked, reach));
  }

  private boolean mayMatter(LeftOut one, VectorJson asked, Set<String> reached) {
    boolean subject =
        GrantFacts.isForAnybody(one.grant())
            || reached.stream()
                .anyMatch(at -> mayBe(facts.match("subject_pattern"), one.grant(), "subject", at));
    boolean action = mayBe(facts.match("action"), one.grant(), "action", asked.text("action"));
    boolean object =
        one.object().isEmpty()
            || asked.optional("object").stream()
                .anyMatch(o -> VectorPatterns.mayMatch(facts.objectKind(), one.object(), o));
    return subject && action && object;
  }

  private static boolean mayBe(String kind, VectorJson grant, String field, String value) {
    List<String> texts = grant.texts(field);
    return texts.isEmpty() || texts.stream().anyMatch(text -> mayBe(kind, text, value));
  }

  private static boolean mayBe(String kind, String text, String value) {
    return VectorPatterns.mayMatch(kind, text, value);
  }

  /** A deny beats every grant; so an order can be said where the denies come first in it. */
  private Optional<String> ofOrder(VectorJson asked, Map<String, Integer> reach) {
    if (!facts.isOrdered()) {
      return Optional.empty();
    }
    List<Boolean> denies =
        GrantOrder.of(facts.combining(), reach).sort(facts.grants()).stream()
            .filter(grant -> reach.containsKey(grant.text("subject")))
            .filter(grant -> mayBe("exact", grant, "object", asked.text("object")))
            .filter(grant -> mayBe("exact", grant, "action", asked.text("action")))
            .map(grant -> VectorEffects.isDeny(grant.optional("effect").orElse("allow")))
            .toList();
    int allow = denies.indexOf(false);
    return allow >= 0 && allow < denies.lastIndexOf(true)
        ? Optional.of("an allow that comes before a deny: here a deny beats every grant")
        : Optional.empty();
  }
}
