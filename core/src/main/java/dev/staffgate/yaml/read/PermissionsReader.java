package dev.staffgate.yaml.read;

import dev.staffgate.model.NameRef;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads permissions that a policy adds to the catalogue. */
final class PermissionsReader {
  private static final String CATEGORIES = "billing, client, product, support, system";

  private final ProblemCollector problems;
  private final ScalarReader values;

  PermissionsReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
  }

  Optional<PermissionDefinition> read(String id, Scalar key, YamlNode node) {
    MappingFields fields =
        MappingFields.of(node, Subject.named("permission", id), PolicyKeys.PERMISSION, problems);
    if (fields == null) {
      return Optional.empty();
    }
    String title = fields.text("title").orElse(id);
    Optional<Scalar> category = fields.scalar("category");
    boolean sensitive = fields.flag("sensitive");
    List<NameRef> needs = new ArrayList<>();
    fields
        .distinctScalars("needs")
        .forEach(scalar -> values.permission(scalar).ifPresent(needs::add));
    fields.refuseOthers();
    if (category.isEmpty()) {
      problems.report(
          key.at(),
          "missing-key",
          "permission `" + id + "` has no `category`",
          "pages and reports put permissions together by category",
          "write one of " + CATEGORIES + ", or a word of your own");
    } else if (!NameSyntax.isWord(category.get().text())) {
      problems.report(
          category.get().at(),
          "bad-category",
          "`" + VisibleText.excerpt(category.get().text()) + "` is not a category",
          "a category is one lower-case word",
          "write for example `billing`");
    } else {
      return Optional.of(
          new PermissionDefinition(id, title, category.get().text(), sensitive, needs, key.at()));
    }
    return Optional.empty();
  }
}
