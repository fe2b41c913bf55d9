package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.ConditionsReader.In;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the conditions on everything, and the default of `sso`. */
final class DefaultsReader {
  private static final Set<String> KEYS = ImmutableSet.of("requires", "sensitive", "sso");

  private final ProblemCollector problems;
  private final ConditionsReader conditions;

  DefaultsReader(ProblemCollector problems, ConditionsReader conditions) {
    this.problems = problems;
    this.conditions = conditions;
  }

  Optional<Defaults> read(YamlNode node) {
    MappingFields fields = MappingFields.of(node, Subject.of("`defaults`"), KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    List<Condition> requires =
        conditions.requires(
            fields.node("requires"), Subject.of("`defaults.requires`"), In.DEFAULTS);
    YamlNode sensitiveNode = fields.node("sensitive");
    MappingFields sensitive =
        sensitiveNode == null
            ? null
            : MappingFields.of(
                sensitiveNode, Subject.of("`defaults.sensitive`"), Set.of("requires"), problems);
    List<Condition> sensitiveRequires =
        conditions.requires(
            sensitive == null ? null : sensitive.node("requires"),
            Subject.of("`defaults.sensitive.requires`"),
            In.DEFAULTS);
    if (sensitive != null) {
      sensitive.refuseOthers();
    }
    YamlNode sso = fields.node("sso");
    boolean isText = sso instanceof Scalar scalar && !scalar.isNothing();
    if (sso != null && !isText && !(sso instanceof YamlNode.Unread)) {
      problems.report(
          sso.at(),
          "wrong-shape",
          "`defaults.sso` is " + sso.kind() + ", not a single value",
          "it holds for each server without an `sso` of its own, and names no roles",
          "write `sso: restricted` or `sso: unrestricted`");
    }
    boolean restricted =
        isText
            && fields
                .scalar("sso")
                .flatMap(scalar -> ServersReader.restricted(scalar, problems))
                .orElse(false);
    fields.refuseOthers();
    return Optional.of(new Defaults(requires, sensitiveRequires, restricted));
  }
}
