package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Role;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.ConditionsReader.In;
import dev.staffgate.yaml.read.YamlNode.Entries;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads roles with their grants and denies. */
final class RolesReader {
  private static final Set<String> ENTRY_KEYS =
      ImmutableSet.<String>builder().add("permission").addAll(PolicyKeys.CONDITIONS).build();

  private final ProblemCollector problems;
  private final ScalarReader values;
  private final ConditionsReader conditions;

  RolesReader(ProblemCollector problems, ScalarReader values, ConditionsReader conditions) {
    this.problems = problems;
    this.values = values;
    this.conditions = conditions;
  }

  Optional<Role> read(String id, Scalar key, YamlNode node) {
    Subject what = Subject.named("role", id);
    if (node instanceof Scalar scalar && scalar.isNothing()) {
      return Optional.of(
          new Role(
              id,
              Optional.empty(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              List.of(),
              key.at()));
    }
    MappingFields fields = MappingFields.of(node, what, PolicyKeys.ROLE, problems);
    if (fields == null) {
      return Optional.empty();
    }
    Optional<String> title = fields.text("title");
    List<NameRef> formerly = refs(fields.scalars("formerly")); // told apart with those of others
    List<NameRef> includes = refs(fields.distinctScalars("includes"));
    List<Condition> requires =
        conditions.requires(fields.node("requires"), what.key("requires"), In.REQUIRES);
    List<Grant> grants = new ArrayList<>();
    ListEntries seenGrants = fields.distinct("grants");
    for (YamlNode item : fields.list("grants")) {
      int before = problems.count();
      Optional<Grant> grant = grant(item, what.part("a grant"));
      if (grant.isPresent()
          && (!seenGrants.isWhole(before)
              || seenGrants.add(
                  meaning(grant.get().permissions(), grant.get().conditions()),
                  "a grant",
                  item.at()))) {
        grants.add(grant.get());
      }
    }
    List<Deny> denies = new ArrayList<>();
    ListEntries seenDenies = fields.distinct("denies");
    for (YamlNode item : fields.list("denies")) {
      int before = problems.count();
      Optional<Deny> deny = deny(item, what.part("a deny"));
      if (deny.isPresent()
          && (!seenDenies.isWhole(before)
              || seenDenies.add(
                  meaning(deny.get().permissions(), deny.get().conditions()),
                  "a deny",
                  item.at()))) {
        denies.add(deny.get());
      }
    }
    fields.refuseOthers();
    return Optional.of(new Role(id, title, formerly, includes, requires, grants, denies, key.at()));
  }

  private List<NameRef> refs(List<Scalar> scalars) {
    List<NameRef> refs = new ArrayList<>();
    scalars.forEach(scalar -> values.ref(scalar, "role").ifPresent(refs::add));
    return refs;
  }

  /** Returns what a grant or a deny says, whatever the order of its permissions and conditions. */
  private static Object meaning(List<PermissionPattern> patterns, List<Condition> conditions) {
    Set<String> texts = new HashSet<>();
    patterns.forEach(pattern -> texts.add(pattern.text()));
    return List.of(texts, Set.copyOf(conditions));
  }

  private Optional<Grant> grant(YamlNode node, Subject what) {
    if (!(node instanceof Entries)) {
      List<PermissionPattern> patterns = patterns(node, what);
      return patterns.isEmpty()
          ? Optional.empty()
          : Optional.of(new Grant(patterns, List.of(), node.at()));
    }
    MappingFields fields = MappingFields.of(node, what, ENTRY_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    List<PermissionPattern> patterns = permission(fields);
    List<Condition> own = conditions.read(fields, In.GRANT);
    fields.refuseOthers();
    return patterns.isEmpty() ? Optional.empty() : Optional.of(new Grant(patterns, own, node.at()));
  }

  private Optional<Deny> deny(YamlNode node, Subject what) {
    if (!(node instanceof Entries)) {
      List<PermissionPattern> patterns = patterns(node, what);
      return patterns.isEmpty()
          ? Optional.empty()
          : Optional.of(new Deny(patterns, List.of(), node.at()));
    }
    MappingFields fields = MappingFields.of(node, what, ENTRY_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    List<PermissionPattern> patterns = permission(fields);
    List<Condition> own = conditions.read(fields, In.DENY);
    fields.refuseOthers();
    return patterns.isEmpty() ? Optional.empty() : Optional.of(new Deny(patterns, own, node.at()));
  }

  private List<PermissionPattern> permission(MappingFields fields) {
    YamlNode node = fields.required("permission");
    return node == null ? List.of() : listOrOne(node, fields.what());
  }

  private List<PermissionPattern> listOrOne(YamlNode node, Subject of) {
    Subject what = of.key("permission");
    if (!(node instanceof Items items)) {
      return patterns(node, what);
    }
    if (items.items().isEmpty()) {
      problems.report(
          node.at(),
          "empty-list",
          "an empty list under " + what,
          "it names no permission",
          "name at least one, or take the whole entry out");
    }
    List<PermissionPattern> patterns = new ArrayList<>();
    ListEntries seen = new ListEntries(of.key("in", "permission"), problems);
    for (YamlNode item : items.items()) {
      if (!(item instanceof Scalar scalar) || seen.addText(scalar)) {
        patterns.addAll(patterns(item, what.part("an item")));
      }
    }
    return patterns;
  }

  private List<PermissionPattern> patterns(YamlNode node, Subject what) {
    Optional<Scalar> scalar = MappingFields.scalar(node, what, problems);
    if (scalar.isEmpty()) {
      return List.of();
    }
    String text = scalar.get().text();
    if (PermissionPattern.isPattern(text)) {
      return List.of(new PermissionPattern(text, scalar.get().at()));
    }
    problems.report(
        scalar.get().at(),
        "bad-permission",
        "`"
            + VisibleText.excerpt(text)
            + "` in "
            + what
            + " is neither a permission nor a wildcard",
        "a permission is two or more lower-case words with dots between; a wildcard is `a.b.*` or"
            + " \"*\"",
        !scalar.get().plain() && RightForm.opens(text)
            ? RightForm.NO_QUOTES
            : "write it as the catalogue does");
    return List.of();
  }
}
