package dev.staffgate.yaml.read;

import dev.staffgate.model.NameRef;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.SeparationRule.Within;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads rules of separation of duties: what nobody may have together. */
final class SeparationReader {
  private final ProblemCollector problems;
  private final ScalarReader values;

  SeparationReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
  }

  Optional<SeparationRule> read(YamlNode node) {
    MappingFields fields =
        MappingFields.of(node, Subject.of("a rule of `separate`"), PolicyKeys.SEPARATION, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> name = fields.requiredScalar("name").map(Scalar::text);
    YamlNode roles = fields.node("roles");
    YamlNode permissions = fields.node("permissions");
    Optional<List<NameRef>> members = members(fields);
    Optional<Integer> atMost = fields.scalar("at-most").map(this::atMost).orElse(Optional.of(1));
    Optional<Within> within =
        fields.scalar("in").map(this::within).orElse(Optional.of(Within.ACCOUNT));
    fields.refuseOthers();
    if ((roles == null) == (permissions == null)) {
      problems.report(
          fields.at(),
          "separation-members",
          roles == null
              ? "a rule of `separate` with neither `roles` nor `permissions`"
              : "a rule of `separate` with both `roles` and `permissions`",
          "a rule keeps roles apart, or permissions",
          "write one of the two");
      return Optional.empty();
    }
    if (members.isEmpty() || atMost.isEmpty() || within.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    if (atMost.get() >= members.get().size()) {
      YamlNode limit = fields.node("at-most");
      problems.report(
          limit == null ? fields.at() : limit.at(),
          "separates-nothing",
          "a rule of `separate` that lets "
              + atMost.get()
              + " of "
              + members.get().size()
              + " be held",
          "`at-most` is at least 1 and less than there are members, each named once",
          "name more members, or lower `at-most`");
      return Optional.empty();
    }
    return Optional.of(
        new SeparationRule(
            name.get(),
            roles == null ? SeparationRule.Of.PERMISSIONS : SeparationRule.Of.ROLES,
            members.get(),
            atMost.get(),
            within.get(),
            fields.at()));
  }

  /** Reads the members; empty if one cannot be read, since their number is unknown then. */
  private Optional<List<NameRef>> members(MappingFields fields) {
    Map<String, NameRef> members = new LinkedHashMap<>();
    boolean whole = true;
    for (YamlNode item : fields.list("roles")) {
      whole &=
          member(
              MappingFields.item(item, "roles", fields.what(), problems),
              this::role,
              members,
              fields);
    }
    for (YamlNode item : fields.list("permissions")) {
      whole &=
          member(
              MappingFields.item(item, "permissions", fields.what(), problems),
              values::permission,
              members,
              fields);
    }
    return whole ? Optional.of(List.copyOf(members.values())) : Optional.empty();
  }

  private Optional<NameRef> role(Scalar scalar) {
    return values.ref(scalar, "role");
  }

  private boolean member(
      Optional<Scalar> scalar,
      Function<Scalar, Optional<NameRef>> read,
      Map<String, NameRef> members,
      MappingFields fields) {
    Optional<NameRef> ref = scalar.flatMap(read);
    if (ref.isEmpty()) {
      return false;
    }
    NameRef first = members.putIfAbsent(ref.get().id(), ref.get());
    if (first != null) {
      problems.report(
          ref.get().at(),
          "member-twice",
          "`" + ref.get().id() + "` stands twice in " + fields.what(),
          "it would be counted once; it stands first at " + first.at(),
          "take one out");
    }
    return first == null;
  }

  private Optional<Integer> atMost(Scalar scalar) {
    if (scalar.text().matches("[1-9][0-9]{0,5}")) {
      return Optional.of(Integer.valueOf(scalar.text()));
    }
    problems.report(
        scalar.at(),
        "bad-count",
        "`" + VisibleText.excerpt(scalar.text()) + "` for `at-most` of a rule of `separate`",
        "it is a whole number, at least 1 and less than there are members",
        "write for example `1`");
    return Optional.empty();
  }

  private Optional<Within> within(Scalar scalar) {
    return switch (scalar.text()) {
      case "account" -> Optional.of(Within.ACCOUNT);
      case "session" -> Optional.of(Within.SESSION);
      default -> {
        problems.report(
            scalar.at(),
            "bad-separation",
            "`"
                + VisibleText.excerpt(scalar.text())
                + "` is nothing that a rule of `separate` holds in",
            "a rule holds for what an account has, or for what it acts with in one session",
            "write `account` or `session`");
        yield Optional.empty();
      }
    };
  }
}
