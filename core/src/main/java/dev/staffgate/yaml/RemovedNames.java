package dev.staffgate.yaml;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.validation.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that an edit has removed. Where the policy goes on to mention one, the edit is wrong,
 * and not the policy.
 *
 * @param beginnings the section of each, by what a problem about it begins with
 */
record RemovedNames(Map<String, Section> beginnings) {
  static RemovedNames between(PolicyDocument before, PolicyDocument after) {
    Map<String, Section> beginnings = new LinkedHashMap<>();
    put(beginnings, Section.NETWORKS, before.networks().keySet(), after.networks().keySet());
    put(beginnings, Section.SCHEDULES, before.schedules().keySet(), after.schedules().keySet());
    put(beginnings, Section.ROLES, before.roles().keySet(), after.roles().keySet());
    put(
        beginnings,
        Section.SERVER_GROUPS,
        before.serverGroups().keySet(),
        after.serverGroups().keySet());
    put(beginnings, Section.SERVERS, before.servers().keySet(), after.servers().keySet());
    put(beginnings, Section.EMERGENCY, before.emergencies().keySet(), after.emergencies().keySet());
    return new RemovedNames(beginnings);
  }

  private static void put(
      Map<String, Section> beginnings, Section section, Set<String> before, Set<String> after) {
    for (String id : before) {
      if (!after.contains(id)) {
        beginnings.put("unknown " + section.noun() + " `" + id + "` ", section);
      }
    }
  }

  /** Returns the problems of the edited policy, with what to do about the edit. */
  PolicyException explain(PolicyException e) {
    if (beginnings.isEmpty()) {
      return e;
    }
    List<PolicyProblem> problems = e.problems().stream().map(this::explain).toList();
    PolicyException explained = new PolicyException(problems);
    explained.addSuppressed(e);
    return e.hasMore() ? explained.andMore() : explained;
  }

  private PolicyProblem explain(PolicyProblem problem) {
    return beginnings.entrySet().stream()
        .filter(removed -> problem.what().startsWith(removed.getKey()))
        .findFirst()
        .map(removed -> explain(problem, removed.getValue()))
        .orElse(problem);
  }

  private static PolicyProblem explain(PolicyProblem problem, Section section) {
    return new PolicyProblem(
        problem.at(),
        problem.code(),
        problem.what(),
        "the edit removes this " + section.noun() + ", and nothing that names it",
        Optional.of(
            "take the name out here in the same edit"
                + (section == Section.ROLES ? ", as `unassign` does" : "")
                + ", or keep the "
                + section.noun()),
        problem.sourceLine());
  }
}
