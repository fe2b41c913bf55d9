package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.ExpectedChange;
import dev.staffgate.model.ExpectedChange.Direction;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.NearestName;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the changes of a policy that its author declares. Made for one file. Not thread-safe. */
public final class ExpectedChangesReader {
  /** The largest number of declared changes. */
  public static final int MAX = 1_000;

  private static final Set<String> KEYS = ImmutableSet.of("expect");
  private static final Set<String> CHANGE_KEYS =
      ImmutableSet.of("roles", "staff", "permissions", "gets");

  private final ProblemCollector problems = new ProblemCollector();
  private final Set<String> roles;
  private final Set<String> staff;
  private final Set<String> permissions;

  /**
   * @param roles those that may be named
   * @param staff the ids of accounts that may be named
   * @param permissions those of which a pattern has to match one
   */
  public ExpectedChangesReader(Set<String> roles, Set<String> staff, Set<String> permissions) {
    this.roles = roles;
    this.staff = staff;
    this.permissions = permissions;
  }

  /**
   * Reads a file.
   *
   * @param maxBytes the largest file
   * @throws dev.staffgate.model.PolicyException with all that is wrong with it
   */
  public List<ExpectedChange> read(Path file, int maxBytes) {
    List<ExpectedChange> changes = new ArrayList<>();
    new SourceTextReader(problems, maxBytes)
        .read(0, file)
        .flatMap(source -> YamlNodeReader.read(source, problems))
        .ifPresent(node -> document(node, changes));
    if (!problems.isEmpty()) {
      throw problems.toException();
    }
    return List.copyOf(changes);
  }

  private void document(YamlNode node, List<ExpectedChange> changes) {
    MappingFields fields =
        MappingFields.of(node, Subject.of("a file of expected changes"), KEYS, problems);
    if (fields == null) {
      return;
    }
    fields.refuseOthers();
    YamlNode list = fields.required("expect");
    if (list instanceof Items items && items.items().size() > MAX) {
      problems.report(
          list.at(),
          "too-many-changes",
          "more than " + MAX + " expected changes",
          "a bound keeps a wrong file from filling the memory",
          "name permissions by wildcards, such as `invoice.*`");
    } else if (list != null) {
      fields.list("expect").forEach(item -> change(item).ifPresent(changes::add));
    }
  }

  private Optional<ExpectedChange> change(YamlNode node) {
    MappingFields fields =
        MappingFields.of(node, Subject.of("an expected change"), CHANGE_KEYS, problems);
    if (fields == null) {
      return Optional.empty();
    }
    fields.refuseOthers();
    Set<String> ofRoles = names(fields, "roles", "role", roles);
    Set<String> ofStaff = names(fields, "staff", "account", staff);
    List<PermissionPattern> patterns = new ArrayList<>();
    scalars(fields, "permissions").forEach(scalar -> pattern(scalar).ifPresent(patterns::add));
    Optional<Direction> gets =
        fields.scalar("gets").map(this::direction).orElse(Optional.of(Direction.OTHER));
    if (ofRoles.isEmpty() && ofStaff.isEmpty() && patterns.isEmpty() && problems.isEmpty()) {
      problems.report(
          fields.at(),
          "expects-anything",
          "an expected change without `roles`, `staff` and `permissions`",
          "it would let any change pass",
          "write for example `permissions: [invoice.view]`");
    }
    return gets.map(way -> new ExpectedChange(ofRoles, ofStaff, patterns, way, fields.at()));
  }

  private List<Scalar> scalars(MappingFields fields, String key) {
    YamlNode node = fields.node(key);
    if (node instanceof Items items && items.items().isEmpty()) {
      problems.report(
          node.at(),
          "empty-list",
          "an empty list under `" + key + "` of an expected change",
          "it would be met by nothing, or by anything",
          "name at least one, or leave the key out");
    }
    return fields.scalars(key);
  }

  private Set<String> names(MappingFields fields, String key, String kind, Set<String> known) {
    Set<String> names = new LinkedHashSet<>();
    for (Scalar scalar : scalars(fields, key)) {
      if (known.contains(scalar.text())) {
        names.add(scalar.text());
      } else {
        unknown(scalar, kind, known);
      }
    }
    return names;
  }

  private void unknown(Scalar scalar, String kind, Set<String> known) {
    problems.report(
        scalar.at(),
        "unknown-" + kind,
        "unknown " + kind + " `" + VisibleText.excerpt(scalar.text()) + "` in an expected change",
        "neither the old nor the new policy has it, and no change would ever be declared by it",
        NearestName.hint(scalar.text(), known, "name one that a policy has"));
  }

  private Optional<PermissionPattern> pattern(Scalar scalar) {
    if (PermissionPattern.isPattern(scalar.text())) {
      PermissionPattern pattern = new PermissionPattern(scalar.text(), scalar.at());
      if (permissions.stream().anyMatch(pattern::matches)) {
        return Optional.of(pattern);
      }
    }
    unknown(scalar, "permission", permissions);
    return Optional.empty();
  }

  private Optional<Direction> direction(Scalar scalar) {
    Optional<Direction> direction =
        switch (scalar.text()) {
          case "more" -> Optional.of(Direction.MORE);
          case "less" -> Optional.of(Direction.LESS);
          case "other" -> Optional.of(Direction.OTHER);
          default -> Optional.empty();
        };
    if (direction.isEmpty()) {
      problems.report(
          scalar.at(),
          "unknown-direction",
          "`" + VisibleText.excerpt(scalar.text()) + "` is not a direction of a change",
          "requests get `more` or `less`; `other` is either, or another panel user",
          "write `more`, `less` or `other`, or leave `gets` out");
    }
    return direction;
  }
}
