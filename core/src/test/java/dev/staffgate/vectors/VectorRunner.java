package dev.staffgate.vectors;

import dev.staffgate.signin.OneTimeCodeVectors;
import java.util.function.Function;

/** Runs a file of vectors by what it is about. */
final class VectorRunner {
  private VectorRunner() {}

  /**
   * Runs a file, if it says nothing but what its adapter knows.
   *
   * @param name folder and file without ending, such as {@code casbin/rbac}; a file of the
   *     project's own says under {@code like} whose form it has
   * @param entities the file of entities of this name
   */
  static VectorResults run(String name, VectorJson file, Function<String, VectorJson> entities) {
    VectorResults results = new VectorResults(name);
    if (file.object("facts").has("rules")) {
      DecisionShapes.RULES.check(name, file);
      VectorEntities known =
          new VectorEntities(entities.apply(file.object("facts").text("entities_file")));
      RuleVectors.run(file, known, results);
    } else if (file.has("steps")) {
      DecisionShapes.steps(name, file);
      StepVectors.run(file, results);
    } else if (file.has("checks")) {
      DecisionShapes.CHECKS.check(name, file);
      GrantVectors.run(file, results);
    } else {
      String like = file.optional("like").orElse(name);
      FunctionShapes.file(like).check(name, file);
      vectors(like, file, results);
    }
    if (results.run() + results.skips() == 0) {
      throw new AssertionError(name + " has no entry");
    }
    return results;
  }

  private static void vectors(String name, VectorJson file, VectorResults results) {
    switch (name) {
      case "casbin/match-cidr" ->
          each(file, results, one -> AddressVectors.lies(one.text("value"), one.texts("pattern")));
      case "casbin/match-regex-search" ->
          none(file, results, "regular expressions: conditions are a closed set");
      case "casbin/match-validity-window" -> each(file, results, TimeVectors::validity);
      case "casbin/role-cycles" -> each(file, results, RoleVectors::cycle);
      case "casbin/role-depth-limit" ->
          none(file, results, "a limit on the depth of includes: all are followed");
      case "casbin/assignment-constraints", "rbac/separation-static" ->
          each(file, results, RoleVectors::assignments, RoleVectors::expectedOfAssignments);
      case "rbac/separation-dynamic" ->
          each(file, results, SessionVectors::activations, SessionVectors::expected);
      case "rbac/definitions" -> each(file, results, RoleVectors::definition);
      case "rbac/temporal" -> each(file, results, TimeVectors::temporal);
      case "cedar/odd-identifiers" ->
          each(file, results, IdentifierVectors::answers, IdentifierVectors::expected);
      case "cedar/ip-parse" ->
          each(file, results, AddressVectors::parsed, AddressVectors::expectedOfParsed);
      case "spring/ip-pattern-text" ->
          each(file, results, AddressVectors::printed, AddressVectors::expectedOfPrinted);
      case "cedar/ip-class" -> each(file, results, AddressVectors::isOfClass);
      case "cedar/ip-equal" -> each(file, results, AddressVectors::equal);
      case "cedar/ip-in-range" ->
          each(file, results, one -> AddressVectors.lies(one.text("address"), one.texts("range")));
      case "cedar/ip-in-any-range" ->
          each(file, results, one -> AddressVectors.lies(one.text("address"), one.texts("ranges")));
      case "spring/ip-matcher" ->
          each(
              file, results, one -> AddressVectors.lies(one.text("address"), one.texts("pattern")));
      case "cedar/decimal-parse" ->
          each(file, results, NumberVectors::parsed, one -> one.text("valid"));
      case "cedar/decimal-compare" -> each(file, results, NumberVectors::compared);
      case "cedar/datetime-parse" ->
          each(file, results, TimeVectors::instant, one -> one.text("valid"));
      case "cedar/datetime-compare" -> each(file, results, TimeVectors::compared);
      case "cedar/duration-parse" ->
          each(file, results, TimeVectors::duration, one -> one.text("valid"));
      case "shiro/wildcard-implies" -> each(file, results, WildcardVectors::implies);
      case "shiro/wildcard-text" ->
          each(file, results, WildcardVectors::text, WildcardVectors::expectedOfText);
      case "rfc/hotp", "rfc/totp" -> each(file, results, VectorRunner::oneTimeCode, one -> true);
      case "rfc/forwarded" ->
          none(file, results, "`Forwarded`: the filter reads `X-Forwarded-For`, core no header");
      default -> throw new AssertionError("nobody knows how to run " + name);
    }
  }

  private static Object oneTimeCode(VectorJson vector) {
    long step =
        vector.has("counter") ? vector.number("counter") : Long.parseLong(vector.text("time")) / 30;
    String algorithm = vector.optional("algorithm").orElse("SHA1");
    return OneTimeCodeVectors.isOfStep(
        vector.text("secret_ascii"), algorithm, vector.text("code"), step);
  }

  private static void each(
      VectorJson file, VectorResults results, Function<VectorJson, Object> answer) {
    each(file, results, answer, one -> one.text("expect"));
  }

  private static void each(
      VectorJson file,
      VectorResults results,
      Function<VectorJson, Object> answer,
      Function<VectorJson, Object> expected) {
    for (VectorJson one : file.objects("vectors")) {
      results.check(one.text("id"), expected.apply(one), () -> answer.apply(one));
    }
  }

  private static void none(VectorJson file, VectorResults results, String reason) {
    file.objects("vectors").forEach(one -> results.skip(one.text("id"), reason));
  }
}
