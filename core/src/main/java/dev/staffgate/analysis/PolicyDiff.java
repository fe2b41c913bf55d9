package dev.staffgate.analysis;

import dev.staffgate.analysis.diff.PolicyComparison;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The exact difference of two policies (policy reference, section 5): every request without locks
 * that they decide differently lies in one of its regions, and each region holds one that was
 * asked. Immutable.
 *
 * <pre>{@code
 * PolicyDiff diff = PolicyDiff.between(PolicyFiles.load(old), PolicyFiles.load(changed));
 * if (diff.verdict() == DiffVerdict.WIDER) {
 *   throw new AssertionError(diff.toText());
 * }
 * }</pre>
 *
 * <p>Where something cannot be compared exactly, the verdict is {@link DiffVerdict#UNKNOWN} and
 * {@link #gaps()} says what it is.
 *
 * <p>Regions name accounts if both policies have accounts. Else they are about any account of a
 * directory, by the roles that both policies know.
 */
public final class PolicyDiff {
  private final DiffVerdict verdict;
  private final List<DiffRegion> regions;
  private final List<DiffRemark> gaps;
  private final List<DiffRemark> notes;
  private final long pairs;
  private final long analysedPairs;

  private PolicyDiff(PolicyComparison comparison) {
    this.regions = comparison.regions().stream().map(DiffRegion::new).toList();
    this.gaps =
        comparison.gaps().stream()
            .map(gap -> new DiffRemark(gap.why(), gap.names(), gap.permissions(), true, true))
            .toList();
    this.notes =
        comparison.notes().stream()
            .map(
                note ->
                    new DiffRemark(note.what(), note.names(), Set.of(), note.rises(), note.falls()))
            .toList();
    this.verdict = foundVerdict();
    this.pairs = comparison.pairs();
    this.analysedPairs = comparison.analysedPairs();
  }

  /** Compares two policies. */
  public static PolicyDiff between(Policy before, Policy after) {
    return new PolicyDiff(PolicyComparison.of(before, after));
  }

  private DiffVerdict foundVerdict() {
    if (!gaps.isEmpty()) {
      return DiffVerdict.UNKNOWN;
    }
    boolean rises =
        regions.stream().anyMatch(DiffRegion::rises) || notes.stream().anyMatch(DiffRemark::rises);
    boolean falls =
        regions.stream().anyMatch(DiffRegion::falls) || notes.stream().anyMatch(DiffRemark::falls);
    if (rises) {
      return falls ? DiffVerdict.BOTH : DiffVerdict.WIDER;
    }
    return falls ? DiffVerdict.TIGHTER : DiffVerdict.EQUAL;
  }

  /** Returns the change in a word. */
  public DiffVerdict verdict() {
    return verdict;
  }

  /** Returns the regions in a stable order; no two of them could be one. */
  public List<DiffRegion> regions() {
    return regions;
  }

  /** Returns what could not be compared exactly; nothing unless the verdict is unknown. */
  public List<DiffRemark> gaps() {
    return gaps;
  }

  /** Returns what one policy alone knows, such as roles and permissions. */
  public List<DiffRemark> notes() {
    return notes;
  }

  /** Returns the number of accounts times permissions. */
  public long pairs() {
    return pairs;
  }

  /** Returns how many pairs of account and permission were compared; the others are untouched. */
  public long analysedPairs() {
    return analysedPairs;
  }

  /** Returns all of it for a person. */
  public String toText() {
    return toText(AccessRequest::toString);
  }

  /**
   * Returns all of it for a person, who may ask the examples again.
   *
   * @param examples writes a request in the form in which the person asks, such as {@code
   *     RequestWriter::write}
   */
  public String toText(Function<AccessRequest, String> examples) {
    StringBuilder text = new StringBuilder(verdict.text()).append('\n');
    for (DiffRegion region : regions) {
      text.append("  ").append(region).append('\n');
      String size = region.size().toString();
      if (!size.isEmpty()) {
        text.append("    size: ").append(size).append('\n');
      }
      text.append("    for example: ")
          .append(examples.apply(region.witness().request()))
          .append('\n');
    }
    gaps.forEach(gap -> text.append("  not exact: ").append(gap).append('\n'));
    notes.forEach(note -> text.append("  beside: ").append(note).append('\n'));
    return text.toString();
  }

  @Override
  public String toString() {
    return "PolicyDiff[" + verdict + ", " + regions.size() + " regions]";
  }
}
