package dev.staffgate.vectors;

import java.util.List;
import java.util.Optional;

/**
 * Fails where a file says something that its {@code match} or {@code combining} does not give the
 * sense that the translation takes it in.
 */
final class ComparedFields {
  private static final List<String> COMPARED =
      List.of("subject", "object", "action", "domain", "ip");

  private final GrantFacts facts;

  private ComparedFields(GrantFacts facts) {
    this.facts = facts;
  }

  static void check(GrantFacts facts) {
    ComparedFields fields = new ComparedFields(facts);
    facts.grants().forEach(fields::grant);
    fields.require(
        "memberships", facts.memberships().isEmpty() || facts.match("subject").startsWith("role"));
    fields.require(
        "object_groups", !facts.has("object_groups") || facts.match("object").equals("group"));
    fields.require(
        "object_domains",
        !facts.has("object_domains") || facts.match("domain").equals("of-object"));
    fields.require(
        "object_types", !facts.has("object_types") || facts.match("object").equals("type"));
  }

  private void grant(VectorJson grant) {
    for (String field : COMPARED) {
      require(field, !grant.has(field) || !facts.match(field).equals("any"));
    }
    require("object_type", !grant.has("object_type") || facts.match("object").equals("type"));
    require("object", !grant.has("object") || !facts.match("object").equals("type"));
    boolean anybody = grant.optional("subject").equals(Optional.of("*"));
    require("subject *", !anybody || !facts.match("subject_pattern").equals("any"));
    boolean deny = VectorEffects.isDeny(grant.optional("effect").orElse("allow"));
    require("effect", !deny || !facts.combining().equals("allow-any"));
    if (facts.isOrdered()) {
      for (String field : List.of("domain", "ip", "when", "object_type")) {
        require(field, !grant.has(field));
      }
      for (String field : List.of("object", "action")) {
        require(field, !grant.has(field) || facts.match(field).equals("exact"));
      }
    }
  }

  private void require(String field, boolean understood) {
    if (!understood) {
      throw new AssertionError(
          "`" + field + "` under " + facts.combining() + ", compared by " + facts.match());
    }
  }
}
