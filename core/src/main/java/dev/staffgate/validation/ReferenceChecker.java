package dev.staffgate.validation;

import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks up the names that a policy mentions, and collects what is wrong with it. Where a name is
 * mentioned is put into words when a problem needs it: nearly all names are right. Not thread-safe.
 */
final class ReferenceChecker {
  private final DeclaredNames declared;
  private final Map<String, String> renamedRoles;
  private final List<PolicyProblem> problems = new ArrayList<>();

  /**
   * @param renamedRoles roles by the ids that they had before
   */
  ReferenceChecker(DeclaredNames declared, Map<String, String> renamedRoles) {
    this.declared = declared;
    this.renamedRoles = renamedRoles;
  }

  /** Returns all that is wrong, by place. */
  List<PolicyProblem> problems() {
    return problems.isEmpty() ? List.of() : problems.stream().sorted(PolicyProblem.ORDER).toList();
  }

  void addAll(Collection<PolicyProblem> more) {
    problems.addAll(more);
  }

  void report(Place at, String code, String what, String why, String mend) {
    if (!isFull()) {
      problems.add(PolicyProblem.of(at, code, what, why, mend));
    }
  }

  /** Returns whether there is one more than is told, so that its existence is. */
  private boolean isFull() {
    return problems.size() > PolicyValidator.MAX;
  }

  Collection<String> declared(Section section) {
    return declared.of(section);
  }

  /** Reports a name that its section does not define. */
  void requireDefined(Section section, NameRef ref, Subject where, String why) {
    if (declared.of(section).contains(ref.id()) || isFull()) {
      return;
    }
    String declare =
        (section == Section.PERMISSIONS ? "declare" : "define")
            + " it under `"
            + section.key()
            + ":`";
    Optional<String> near = NearestName.to(ref.id(), declared.of(section));
    report(
        ref.at(),
        "unknown-" + section.noun().replace(' ', '-'),
        "unknown " + section.noun() + " `" + ref.id() + "` " + where,
        why,
        near.map(name -> "did you mean `" + name + "`? if it is a new one, " + declare)
            .orElse(declare + ", or take the name out"));
  }

  void requirePermission(NameRef ref, Subject where) {
    requireDefined(
        Section.PERMISSIONS,
        ref,
        where,
        "only permissions of the catalogue can be held and asked for");
  }

  /** Reports a role that is not defined, and one under an id that it had before. */
  void requireRole(NameRef ref, Subject where) {
    String now = renamedRoles.get(ref.id());
    if (now != null && !declared.of(Section.ROLES).contains(ref.id())) {
      report(
          ref.at(),
          "former-role-name",
          "role `" + ref.id() + "` " + where + " is called `" + now + "` now",
          "former names are read in accounts of a directory and in locks; in a policy they would"
              + " only confuse",
          "write `" + now + "`");
      return;
    }
    requireDefined(
        Section.ROLES, ref, where, "a role that is not defined grants nothing and denies nothing");
  }

  void requireNetworks(Collection<NetworkTerm> terms, Subject where) {
    for (NetworkTerm term : terms) {
      if (term instanceof NetworkTerm.Named named) {
        requireDefined(
            Section.NETWORKS,
            named.network(),
            where,
            "it is neither an address, a block or a range, nor the name of a network of this"
                + " policy");
      }
    }
  }

  /** Reports a resource that is not defined, of the types whose ids a policy defines. */
  void requireResource(String type, NameRef ref, Subject where) {
    switch (type) {
      case "department" ->
          requireDefined(
              Section.DEPARTMENTS,
              ref,
              where,
              "a department that is not defined counts as not named");
      case "server" ->
          requireDefined(
              Section.SERVERS, ref, where, "a server that is not defined counts as not named");
      default -> {}
    }
  }
}
