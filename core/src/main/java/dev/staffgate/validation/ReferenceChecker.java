package dev.staffgate.validation;

import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.validation.DeclaredNames.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Looks up the names that a policy mentions, and collects what is wrong with it. Where a name is
 * mentioned is put into words when a problem needs it: nearly all names are right. Not thread-safe.
 */
final class ReferenceChecker {
  private final DeclaredNames declared;
  private final List<PolicyProblem> problems = new ArrayList<>();

  ReferenceChecker(DeclaredNames declared) {
    this.declared = declared;
  }

  /** All that is wrong, by place. */
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

  private boolean isFull() {
    return problems.size() >= PolicyValidator.MAX;
  }

  Collection<String> declared(Kind kind) {
    return declared.of(kind);
  }

  /** Reports a name that is not defined. */
  void defined(Kind kind, NameRef ref, Subject where, String why, String section) {
    if (declared.of(kind).contains(ref.id()) || isFull()) {
      return;
    }
    String declare =
        kind == Kind.PERMISSION
            ? "declare it under `permissions:`"
            : "define it under `" + section + ":`";
    Optional<String> near = NearestName.to(ref.id(), declared.of(kind));
    report(
        ref.at(),
        "unknown-" + kind.text().replace(' ', '-'),
        "unknown " + kind.text() + " `" + ref.id() + "` " + where,
        why,
        near.map(name -> "did you mean `" + name + "`? if it is a new one, " + declare)
            .orElse(declare + ", or take the name out"));
  }

  void permission(NameRef ref, Subject where) {
    defined(
        Kind.PERMISSION,
        ref,
        where,
        "only permissions of the catalogue can be held and asked for",
        "permissions");
  }

  void role(NameRef ref, Subject where) {
    defined(
        Kind.ROLE,
        ref,
        where,
        "a role that is not defined grants nothing and denies nothing",
        "roles");
  }

  void networks(Collection<NetworkTerm> terms, Subject where) {
    for (NetworkTerm term : terms) {
      if (term instanceof NetworkTerm.Named named) {
        defined(
            Kind.NETWORK,
            named.network(),
            where,
            "it is neither an address, a block or a range, nor the name of a network of this policy",
            "networks");
      }
    }
  }

  /** Of the types whose ids a policy defines. */
  void resource(String type, NameRef ref, Subject where) {
    switch (type) {
      case "department" ->
          defined(
              Kind.DEPARTMENT,
              ref,
              where,
              "a department that is not defined counts as not named",
              "departments");
      case "server" ->
          defined(
              Kind.SERVER,
              ref,
              where,
              "a server that is not defined counts as not named",
              "servers");
      default -> {}
    }
  }
}
