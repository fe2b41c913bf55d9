package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.cells.ComparisonTooLargeException;
import dev.staffgate.analysis.cells.RegionLimit;
import dev.staffgate.analysis.cells.RequestSpace;
import dev.staffgate.analysis.cells.SpaceCell;
import dev.staffgate.analysis.diff.PairDifference.ChangedRegion;
import dev.staffgate.analysis.diff.RegionDraft.Witness;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares two policies. For each account and permission that the change may touch it collects what
 * both policies look at, cuts the requests along it into parts that both treat alike, and compares
 * the answers part by part.
 */
public final class PolicyComparison {
  private final PolicySide old;
  private final PolicySide now;
  private final RequestSpace.Shared shared = new RequestSpace.Shared();
  private final TouchedPermissions touched;
  private final Map<String, Subject> subjects = new TreeMap<>();
  private final Approvals approvals;
  private final WitnessFinder witnesses;
  private final Map<Question, List<Subject>> questions = new LinkedHashMap<>();
  private final List<RegionDraft> regions = new ArrayList<>();
  private final List<ComparisonGap> gaps = new ArrayList<>();
  private final List<ComparisonNote> notes = new ArrayList<>();
  private long analysed;

  private record Question(String permission, SubjectInputs before, SubjectInputs after) {}

  private PolicyComparison(Policy before, Policy after) {
    this.old = new PolicySide(before);
    this.now = new PolicySide(after);
    this.touched = new TouchedPermissions(old, now);
    this.approvals = new Approvals(old, now, touched, subjects, shared);
    this.witnesses = new WitnessFinder(old, now, approvals);
  }

  /** Compares two policies. */
  public static PolicyComparison of(Policy before, Policy after) {
    PolicyComparison comparison = new PolicyComparison(before, after);
    comparison.collectSubjects();
    comparison.noteCatalogues();
    comparison.ask();
    return comparison;
  }

  private void collectSubjects() {
    Map<String, StaffAccount> before = old.document().staff();
    Map<String, StaffAccount> after = now.document().staff();
    if (!before.isEmpty() && !after.isEmpty()) {
      before.forEach(
          (id, account) ->
              subjects.put(
                  id,
                  Subject.ofAccount(id, Optional.of(account), Optional.ofNullable(after.get(id)))));
      after.forEach(
          (id, account) ->
              subjects.putIfAbsent(
                  id, Subject.ofAccount(id, Optional.empty(), Optional.of(account))));
      note(
          "roles that change, that no account of the policies has, and of which nothing is said: a"
              + " directory may give them",
          UnheldRoles.changed(old, now, touched),
          false,
          false);
    } else {
      collectDirectory(before, after);
    }
  }

  private void collectDirectory(Map<String, StaffAccount> before, Map<String, StaffAccount> after) {
    DirectoryRoles roles = new DirectoryRoles(old, now);
    subjects.put("", roles.subject());
    note("roles that the old policy alone knows", roles.ofOldAlone(), false, true);
    note("roles that the new policy alone knows", roles.ofNewAlone(), true, false);
    gap("emergencies whose holders change", roles.emergenciesOfOthers());
    gap("roles that are one in the other policy", roles.splitRoles());
    gap("accounts that the old policy alone holds", before.keySet());
    gap("accounts that the new policy alone holds", after.keySet());
    noteNetworks();
  }

  // An account of a directory may be bound to a network by its name.
  private void noteNetworks() {
    Set<String> changed = new TreeSet<>();
    old.document()
        .networks()
        .forEach(
            (id, network) -> {
              boolean same =
                  now.document().networks().containsKey(id)
                      && old.conditions()
                          .networks(network.terms())
                          .equals(
                              now.conditions()
                                  .networks(
                                      now.document().networks().getOrDefault(id, network).terms()));
              if (!same) {
                changed.add(id);
              }
            });
    note(
        "networks that accounts of a directory may be bound to, and that change",
        changed,
        true,
        true);
  }

  private void noteCatalogues() {
    Set<String> ofOld = new TreeSet<>();
    Set<String> ofNew = new TreeSet<>();
    for (String permission : touched.all()) {
      if (!now.knows(permission)) {
        ofOld.add(permission);
      } else if (!old.knows(permission)) {
        ofNew.add(permission);
      }
    }
    note("permissions that the old policy alone knows", ofOld, false, false);
    note("permissions that the new policy alone knows", ofNew, false, false);
  }

  private void note(String what, Set<String> names, boolean rises, boolean falls) {
    if (!names.isEmpty()) {
      notes.add(new ComparisonNote(what, ImmutableSortedSet.copyOf(names), rises, falls));
    }
  }

  private void gap(String what, Set<String> names) {
    if (!names.isEmpty()) {
      gaps.add(new ComparisonGap(what, ImmutableSortedSet.copyOf(names), ImmutableSortedSet.of()));
    }
  }

  private void ask() {
    Map<String, List<Subject>> tooLarge = new TreeMap<>();
    for (Subject subject : subjects.values()) {
      try {
        collect(subject);
      } catch (ComparisonTooLargeException e) {
        tooLarge.computeIfAbsent(e.why(), unseen -> new ArrayList<>()).add(subject);
      }
    }
    tooLarge.forEach(
        (why, who) -> gaps.add(new ComparisonGap(why, ids(who), ImmutableSortedSet.of())));
    questions.forEach(this::compare);
  }

  private void collect(Subject subject) {
    Optional<InputsBuilder> before = subject.builder(old, true, approvals::meaning);
    Optional<InputsBuilder> after = subject.builder(now, false, approvals::meaning);
    Set<String> permissions = new TreeSet<>(touched.of(subject, before, after));
    permissions.addAll(approvals.touched(before, after));
    for (String permission : permissions) {
      SubjectInputs one = inputs(before, permission);
      SubjectInputs other = inputs(after, permission);
      if (!one.equals(other)) {
        analysed++;
        questions
            .computeIfAbsent(new Question(permission, one, other), unseen -> new ArrayList<>())
            .add(subject);
      }
    }
  }

  private static SubjectInputs inputs(Optional<InputsBuilder> builder, String permission) {
    return builder.map(one -> one.inputs(permission)).orElse(SubjectInputs.NOBODY);
  }

  private void compare(Question question, List<Subject> who) {
    try {
      PairDifference difference =
          new PairDifference(question.permission, question.before, question.after, shared);
      if (difference.isDifferent()) {
        if (difference.space().hasLargeCircleOfTexts()) {
          gap("more than ten pairs of texts that are compared in circles", question, who);
        }
        difference.regions().forEach(region -> draft(difference, region, question, who));
      }
    } catch (ComparisonTooLargeException tooLarge) {
      gap(tooLarge.why(), question, who);
    }
  }

  private void draft(
      PairDifference difference, ChangedRegion region, Question question, List<Subject> who) {
    Optional<SpaceCell> cell =
        region.region().cell(difference.diagram(), code -> code == region.code());
    Optional<Witness> witness =
        cell.flatMap(one -> witnesses.find(who.get(0), question.permission, region.change(), one));
    List<RegionLimit> limits = limits(region);
    if (witness.isEmpty()) {
      gap(unproven(region, limits), question, who);
      return;
    }
    regions.add(
        new RegionDraft(
            region.change(),
            ids(who),
            ImmutableSortedSet.of(question.permission),
            limits,
            region.region(),
            witness.get()));
  }

  private static List<RegionLimit> limits(ChangedRegion region) {
    return region.region().limits().stream()
        .sorted(Comparator.comparing(RegionLimit::kind).thenComparing(RegionLimit::name))
        .toList();
  }

  // Nobody was found who would have to approve, or who could ask: perhaps there is nobody.
  private static String unproven(ChangedRegion region, List<RegionLimit> limits) {
    String approvals =
        limits.stream()
            .filter(limit -> limit.kind() == RegionLimit.Kind.APPROVAL)
            .map(limit -> limit.name() + " " + limit.joined())
            .collect(Collectors.joining(", "));
    return "no request was found that shows it, "
        + (approvals.isEmpty()
            ? "as nobody was found who could make it"
            : "as it depends on other people (" + approvals + ")")
        + ", for "
        + region.change().before().outcome()
        + " → "
        + region.change().after().outcome();
  }

  private static ImmutableSortedSet<String> ids(List<Subject> who) {
    return who.stream()
        .filter(subject -> !subject.isOfDirectory())
        .map(Subject::id)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private void gap(String why, Question question, List<Subject> who) {
    gaps.add(new ComparisonGap(why, ids(who), ImmutableSortedSet.of(question.permission)));
  }

  /** Returns the regions, merged, in a stable order. */
  public List<RegionDraft> regions() {
    return RegionMerger.merge(regions);
  }

  /** Returns what could not be compared exactly. */
  public List<ComparisonGap> gaps() {
    return gaps.stream().distinct().sorted(Comparator.comparing(ComparisonGap::toString)).toList();
  }

  /** Returns what is told beside the regions. */
  public List<ComparisonNote> notes() {
    return List.copyOf(notes);
  }

  /** Returns the number of accounts, each with each permission. */
  public long pairs() {
    return (long) subjects.size() * touched.all().size();
  }

  /** Returns the number of pairs of account and permission that were compared. */
  public long analysedPairs() {
    return analysed;
  }
}
