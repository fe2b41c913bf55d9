package dev.staffgate.validation;

import dev.staffgate.model.Catalogue;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyProblem;
import java.util.ArrayList;
import java.util.List;

/** Permissions that a document declares although they are there already. */
public final class RedeclaredPermissions {
  private RedeclaredPermissions() {}

  /** Returns a problem for each; while there is one the document has no catalogue. */
  public static List<PolicyProblem> of(PolicyDocument document) {
    Catalogue base = document.hosting() ? Catalogue.hosting() : Catalogue.none();
    List<PolicyProblem> problems = new ArrayList<>();
    for (PermissionDefinition one : document.permissions().values()) {
      if (base.indexOf(one.id()) >= 0) {
        problems.add(problem(one));
      }
    }
    return problems;
  }

  private static PolicyProblem problem(PermissionDefinition definition) {
    return PolicyProblem.of(
        definition.at(),
        "permission-redefined",
        "permission `" + definition.id() + "` is in the catalogue already",
        "a permission means the same in every policy, so that roles can be read without their catalogue",
        "take it out, or give the new one an id of its own");
  }
}
