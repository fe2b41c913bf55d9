package dev.staffgate.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Vectors of the project's own, each with one thing in it that no adapter knows. Whatever the
 * answer was before, it fails.
 */
class UnknownVectorsTest {
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          tickets     | "subject": "erin", | "subject": "erin", "unless": {"eq": ["subject.x", 1]}, | grants/2: unknown key `unless`
          tickets     | "subject": "erin", | "subject": "erin", "not_after": "2001-01-01T00:00:00", | grants/2: unknown key `not_after`
          tickets     | "of": "trainees"   | "of": "trainees", "until": "2001-01-01T00:00:00"       | memberships/3: unknown key `until`
          tickets     | "memberships":     | "denies": [{"subject": "erin"}], "memberships":        | facts: unknown key `denies`
          tickets     | "request": {       | "request": {"time": "2001-01-01T00:00:00",             | checks/0/request: unknown key `time`
          tickets     | "request": {       | "request": {"second_factor": "none",                   | checks/0/request: unknown key `second_factor`
          tickets     | "request": {       | "request": {"object_properties": ["x"],                | checks/0/request/object_properties: an object is expected
          tickets     | "request": {       | "asked": {                                             | checks/0: no `request`
          tickets     | "grants": [        | "grants": {}, "also": [                                | facts/grants: a list is expected
          tickets     | "checks": [        | "checks": {}, "also": [                                | checks: a list is expected
          tickets     | "checks": [        | "checks": [], "also": [                                | checks: at least one item is expected
          tickets     | "memberships": [   | "memberships": [], "memberships": [                    | Duplicate field 'memberships'
          tickets     | {                  | {} {                                                   | more behind the object
          tickets     | "action": "close"  | "action": []                                           | action: at least one item is expected
          tickets     | "subject": "leads" | "subject": null                                        | subject: a text is expected
          tickets     | "subject": "leads" | "subject": "*"                                         | `subject *` under deny-overrides
          tickets     | "subject": "leads" | "ip": "203.0.113.0/24"                                 | `ip` under deny-overrides
          """)
  void grants_withSomethingUnknown_fail(String name, String part, String changed, String message) {
    assertFails(name, part, changed, message);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          tickets  | "match": {            | "match": {"time": "window",                 | match: unknown key `time`
          tickets  | "match": {            | "match": {"ip": "whatever",                 | match/ip: one of
          tickets  | "match": {            | "match": {"membership_domain": "suffix",    | match/membership_domain: one of
          tickets  | "match": {            | "match": {"subject_pattern": "regex",       | match/subject_pattern: one of
          tickets  | "match": {            | "match": {"group_member_pattern": "regex",  | match/group_member_pattern: one of
          tickets  | "object": "group"     | "object": "exact"                           | `object_groups` under
          tickets  | "subject": "role"     | "subject": "exact"                          | `memberships` under
          tickets  | "subject": "role"     | "subject": "regex"                          | match/subject: one of
          tickets  | "subject": "role"     | "subject": "suffix"                         | match/subject: one of
          tickets  | "subject": "role"     | "subject": "prefix"                         | match/subject: one of
          tickets  | "subject": "role"     | "subject": "glob"                           | match/subject: one of
          tickets  | "action": "exact"     | "action": "regex"                           | match/action: one of
          places   | "domain": "exact"     | "domain": "regex"                           | match/domain: one of
          places   | "domain": "exact"     | "domain": "suffix"                          | match/domain: one of
          places   | , "domain": "exact"   | , "subject_pattern": "glob"                 | `domain` under
          patterns | "object": "prefix"    | "object": "regex"                           | match/object: one of
          patterns | "object": "prefix"    | "object": "suffix"                          | match/object: one of
          patterns | "object": "/db"       | "object": "/db", "effect": "deny"           | `effect` under allow-any
          globs    | "object": "/mail/*"   | "object": "/mail/?"                         | nobody defined the glob /mail/?
          globs    | "domain": "eu-*"      | "domain": "eu-?"                            | nobody defined the glob eu-?
          domains  | "domain": "eu-*"      | "domain": "eu-[12]"                         | nobody defined the glob eu-[12]
          tickets  | "combining": "deny-overrides", | "note": "none",                    | no `combining`
          tickets  | "combining": "deny-overrides", | "combining": "deny-unless-permit", | combining: one of
          orders   | "object": "exact"     | "object": "prefix"                          | `object` under lowest-number-first
          """)
  void comparisons_withSomethingUnknown_fail(
      String name, String part, String changed, String message) {
    assertFails(name, part, changed, message);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          rules   | "combining": "deny-overrides", | "note": "none",                        | no `combining`
          rules   | "combining": "deny-overrides"  | "combining": "allow-unless"            | combining: one of
          rules   | "combining": "deny-overrides"  | "combining": "first-match"             | combining: one of
          rules   | "subject_in": "Team::crew"     | "subject_in": "Team::crew", "unless": {"is_true": {"attr": "context.x"}} | rules/0: unknown key `unless`
          rules   | "subject_in": "Team::crew"     | "subject_is": "Robot"                  | rules/0: unknown key `subject_is`
          rules   | "subject_in": "Team::crew"     | "subject_in": "Team::crew", "subject": "Person::bo" | rules/0: `subject` or `subject_in` is expected
          rules   | "action": ["see"]              | "action_in": ["see"]                   | rules/0: unknown key `action_in`
          rules   | "action": ["see"]              | "action": []                           | rules/0/action: at least one item is expected
          rules   | "when": {"contains"            | "when": {"is_true": {"attr": "context.never"}, "contains" | rules/1/when: exactly one of
          rules   | "when": {"contains"            | "when": {"holds"                       | rules/1/when: exactly one of
          rules   | {"value": 5}                   | {"value": 5}, {"value": 6}             | when/all/0/ge: a list of 2 is expected
          rules   | {"attr": "subject"}]}}]}}      | {"attr": "subject"}, {"value": "x"}]}}]}} | when/all/1/not/eq: a list of 2 is expected
          rules   | {"attr": "subject.years"}      | {"attr": "subjct.years"}               | ge/0/attr: a path is expected
          rules   | "context": {}                  | "context": {}, "time": "12:00"         | checks/0/request: unknown key `time`
          amounts | {"le": ["object.amount", 50]}  | {"le": ["object.amount", 50], "gt": ["object.amount", 60]} | grants/0/when: exactly one of
          amounts | {"le": ["object.amount", 50]}  | {"le": ["object.amount", 50, 60]}      | grants/0/when/le: a list of 2 is expected
          amounts | {"le": ["object.amount", 50]}  | {"le": ["objct.amount", 50]}           | grants/0/when/le/0: a path is expected
          amounts | {"le": ["object.amount", 50]}  | {"near": ["object.amount", 50]}        | grants/0/when: exactly one of
          """)
  void conditions_withSomethingUnknown_fail(
      String name, String part, String changed, String message) {
    assertFails(name, part, changed, message);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          steps      | "where": {"member": "ops"  | "where": {"mber": "ops"                  | where: unknown key `mber`
          steps      | "where": {"member": "ops", "of": "mail"} | "where": {}                | where: at least one field is expected
          steps      | "do": "delete-subject"     | "do": "delete-subject", "expect": "deny" | unknown key `expect`
          steps      | "do": "delete-subject"     | "do": "remove-subject"                   | do: one of
          steps      | "do": "delete-subject"     | "did": "delete-subject"                  | exactly one of
          steps      | "query": "users-of-role"   | "query": "holders-of-role"               | query: one of
          steps      | "role": "mail", "transitive": true | "role": "mail"                   | no `transitive`
          steps      | "combining": "allow-any",  | "note": "none",                          | no `combining`
          steps      | "steps": [                 | "checks": [], "steps": [                 | unknown key `checks`
          role-times | {"days": ["sat", "sun"]}   | {"dayz": ["sat", "sun"]}                 | constraint: unknown key `dayz`
          role-times | {"end_date": "2026-11-30"} | {"end": "2026-11-30"}                    | constraint: unknown key `end`
          role-times | "kind": "clock"            | "kind": "hours"                          | kind: one of
          definitions | "kind": "static"          | "kind": "sttic"                          | kind: one of
          constraints | "type": "at-most"         | "type": "at-lest"                        | constraint/type: one of
          constraints | "type": "max-holders"     | "type": "min-holders"                    | constraint/type: one of
          duties     | "sets":                    | "constraint": {}, "sets":                | unknown key `constraint`
          duties     | "vectors": [               | "vectors": {}, "also": [                 | vectors: a list is expected
          duties     | "vectors": [               | "vectors": [], "also": [                 | vectors: at least one item is expected
          duties     | "like": "rbac/separation-static" | "like": "rbac/separation"          | nobody knows how to run rbac/separation
          wildcards  | "implies": "dns:zone:edit" | "implies": "dns:zone:edit", "unless": "x" | unknown key `unless`
          networks   | "expect": true             | "expect": "yes"                          | expect: one of
          """)
  void stepsAndFunctions_withSomethingUnknown_fail(
      String name, String part, String changed, String message) {
    assertFails(name, part, changed, message);
  }

  /** Each text is wrong by another hazard than the one that the vectors are about. */
  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          blocks           | "text": "203.0.113",       | "text": "office",             | refused for [unknown-network]
          blocks           | "text": "203.0.113",       | "text": "a\\u0000b",          | refused for [forbidden-character]
          hosts            | "pattern": "203.0.113.7.example" | "pattern": "office"     | refused for [unknown-network]
          durations        | "text": "ten minutes"      | "text": "\\u202e5m"           | refused for [forbidden-character]
          instants         | "text": "1970-01-02 00:00:00Z" | "text": "\\u202e1970-01-02" | refused for [forbidden-character]
          numbers          | "text": "12,5"             | "text": "\\u202e125"          | refused for [forbidden-character]
          permission-texts | "permission": " "          | "permission": "\\u202edns"    | refused for [forbidden-character]
          """)
  void texts_refusedForSomethingElse_fail(
      String name, String part, String changed, String message) {
    assertFails(name, part, changed, message);
  }

  @Test
  void entities_withSomethingUnknown_fail() {
    String text = OwnVectors.text("entities-rules");

    assertThatThrownBy(() -> entities(text.replaceFirst("\"member_of\"", "\"member-of\"")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("entities/0: no `member_of`");
    assertThatThrownBy(() -> entities(text.replaceFirst("Person::cy", "Person::bo")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("two entities Person::bo");
    assertThat(entities(text).all()).isNotEmpty();
  }

  @Test
  void isPattern_ofAKindThatNobodyDefined_fails() {
    for (String kind : List.of("", "regex", "suffix", "Glob", "whatever")) {
      assertThatThrownBy(() -> VectorPatterns.isPattern(kind, "data1"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("unknown kind of comparison");
    }
  }

  private static VectorEntities entities(String text) {
    return new VectorEntities(VectorJson.parse(text));
  }

  private static void assertFails(String name, String part, String changed, String message) {
    String text = OwnVectors.text(name);
    int at = text.indexOf(part);
    assertThat(at).as("where `%s` is in %s", part, name).isNotNegative();
    String other = text.substring(0, at) + changed + text.substring(at + part.length());

    assertThatThrownBy(
            () -> VectorRunner.run("own/" + name, VectorJson.parse(other), OwnVectors::entities))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(message);
  }
}
