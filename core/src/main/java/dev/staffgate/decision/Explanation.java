package dev.staffgate.decision;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Condition;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.text.VisibleText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way to a decision, for administrators: every deny and every grant of the permission, the path
 * of roles to it, and each condition with the value that it saw. It shows what the policy says.
 *
 * @param request the question
 * @param decision the answer
 * @param denies the denies of assigned roles that name the permission, in order
 * @param candidates the grants that could permit it, in order
 * @param taken for single sign-on, the grants that could permit it if no deny of what it follows
 *     from hit; in order
 * @param nearest the candidate that comes nearest, which is the one that the decision and its
 *     remedy speak of if it depends on candidates: one that lacks nothing but a second factor, or
 *     approval, or both; else the one with the fewest conditions that do not hold. The first among
 *     equals; empty if there is none
 */
public record Explanation(
    AccessRequest request,
    Decision decision,
    List<DenySeen> denies,
    List<CandidateSeen> candidates,
    List<CandidateSeen> taken,
    Optional<CandidateSeen> nearest) {
  public Explanation {
    requireNonNull(request, "request");
    requireNonNull(decision, "decision");
    denies = List.copyOf(denies);
    candidates = List.copyOf(candidates);
    taken = List.copyOf(taken);
    requireNonNull(nearest, "nearest");
  }

  /**
   * A condition and its outcome.
   *
   * @param condition as it was written
   * @param truth whether it holds
   * @param saw the value that it looked at
   * @param details lines that say more of it: for a condition of approval, of each approval given
   *     why it counts or does not, and then who takes which seat and which seats stay empty; empty
   *     for all others, and where none is given
   */
  public record ConditionSeen(
      Condition condition, TruthValue truth, String saw, List<String> details) {
    public ConditionSeen {
      requireNonNull(condition, "condition");
      requireNonNull(truth, "truth");
      requireNonNull(saw, "saw");
      details = List.copyOf(details);
    }

    /** Returns the sort of condition. */
    public Condition.Kind kind() {
      return condition.kind();
    }

    /** Returns the condition as a policy writes it. */
    public String text() {
      return ConditionText.of(condition);
    }

    /** Returns where it was written. */
    public Place at() {
      return condition.at();
    }
  }

  /**
   * A deny, and whether it hits.
   *
   * @param patterns what it names
   * @param path from the assigned role to the one that has it
   * @param conditions its own
   * @param hits whether none of them is false
   * @param at where it was written
   */
  public record DenySeen(
      List<PermissionPattern> patterns,
      List<String> path,
      List<ConditionSeen> conditions,
      boolean hits,
      Place at) {
    public DenySeen {
      patterns = List.copyOf(patterns);
      path = List.copyOf(path);
      conditions = List.copyOf(conditions);
    }

    /** Returns what it names, as texts. */
    public List<String> permissions() {
      return patterns.stream().map(PermissionPattern::text).toList();
    }
  }

  /**
   * A grant on one path to it, and whether it holds.
   *
   * @param patterns what it names
   * @param path from the assigned role to the one that has it
   * @param conditions all on that path
   * @param ssoUser for single sign-on, the panel user
   * @param at where it was written
   */
  public record CandidateSeen(
      List<PermissionPattern> patterns,
      List<String> path,
      List<ConditionSeen> conditions,
      Optional<String> ssoUser,
      Place at) {
    public CandidateSeen {
      patterns = List.copyOf(patterns);
      path = List.copyOf(path);
      conditions = List.copyOf(conditions);
    }

    /** Returns what it names, as texts. */
    public List<String> permissions() {
      return patterns.stream().map(PermissionPattern::text).toList();
    }

    /** Returns whether all conditions hold. */
    public boolean holds() {
      return missing() == 0;
    }

    /** Returns how many conditions do not hold. */
    public int missing() {
      return (int) conditions.stream().filter(one -> one.truth() != TruthValue.TRUE).count();
    }
  }

  /** Returns an explanation of a decision that no grant and no deny had a part in. */
  public static Explanation of(AccessRequest request, Decision decision) {
    return new Explanation(request, decision, List.of(), List.of(), List.of(), Optional.empty());
  }

  /** Returns the explanation as text of several lines, for an administrator. */
  public String toText() {
    Reason reason = decision.reason();
    StringBuilder text = new StringBuilder();
    text.append(VisibleText.longExcerpt(request.staff())).append(", ");
    text.append(VisibleText.longExcerpt(request.permissionId())).append(": ");
    text.append(decision.outcome()).append(" [").append(reason.code()).append("]\n  ");
    text.append(reason.forAdministrator());
    if (reason.place().line() > 0) {
      text.append(", at ").append(reason.place().fileAndLine());
    }
    text.append('\n');
    for (DenySeen deny : denies) {
      text.append(deny.hits() ? "  hit     " : "  no hit  ")
          .append("deny ")
          .append(list(deny.permissions()));
      append(text, deny.path(), deny.at(), deny.conditions());
    }
    Optional<CandidateSeen> missed = decision.permitted() ? Optional.empty() : nearest;
    for (CandidateSeen candidate : candidates) {
      text.append(candidate.holds() ? "  holds   " : "  lacks " + candidate.missing() + " ")
          .append("grant ");
      text.append(list(candidate.permissions()));
      candidate.ssoUser().ifPresent(user -> text.append(" as ").append(user));
      if (missed.filter(candidate::equals).isPresent()) {
        text.append(" (nearest)");
      }
      append(text, candidate.path(), candidate.at(), candidate.conditions());
    }
    if (reason.remedy() != Remedy.NONE) {
      text.append("  remedy: ").append(reason.remedy()).append('\n');
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, List<String> path, Place at, List<ConditionSeen> conditions) {
    text.append(" of ")
        .append(String.join(" > ", path))
        .append(", ")
        .append(at.fileAndLine())
        .append('\n');
    for (ConditionSeen one : conditions) {
      text.append("    ").append(mark(one.truth())).append(' ').append(one.text());
      text.append("  (")
          .append(one.saw())
          .append("; ")
          .append(one.at().fileAndLine())
          .append(")\n");
      for (String detail : one.details()) {
        text.append("              ").append(detail).append('\n');
      }
    }
  }

  private static String mark(TruthValue truth) {
    return switch (truth) {
      case TRUE -> "yes    ";
      case FALSE -> "no     ";
      case UNKNOWN -> "unknown";
    };
  }

  private static String list(List<String> permissions) {
    return permissions.stream().collect(Collectors.joining(", "));
  }
}
