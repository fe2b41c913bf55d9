package dev.staffgate.analysis;

import dev.staffgate.analysis.cells.RegionLimit;
import dev.staffgate.analysis.diff.RegionDraft;
import dev.staffgate.decision.AccessRequest;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Requests that the old policy answers in one way and the new policy in another. Immutable.
 *
 * <p>It is a box: who, what, and a part of each dimension that matters. Every request in it that
 * can be made is answered so by both.
 */
public final class DiffRegion {
  private final RegionDraft draft;
  private final List<DiffLimit> limits;

  DiffRegion(RegionDraft draft) {
    this.draft = draft;
    this.limits = draft.limits().stream().map(DiffRegion::limit).toList();
  }

  private static DiffLimit limit(RegionLimit limit) {
    return new DiffLimit(
        DiffLimit.Kind.valueOf(limit.kind().name()), limit.name(), limit.values(), limit.size());
  }

  /** Returns the answer of the old policy. */
  public DiffAnswer before() {
    return new DiffAnswer(draft.change().before().outcome(), draft.change().before().user());
  }

  /** Returns the answer of the new policy. */
  public DiffAnswer after() {
    return new DiffAnswer(draft.change().after().outcome(), draft.change().after().user());
  }

  /** Returns whether requests rise; another panel user is a rise and a fall. */
  public boolean rises() {
    return draft.change().rises();
  }

  /** Returns whether requests fall. */
  public boolean falls() {
    return draft.change().falls();
  }

  /** Returns the ids of the accounts; none if any account of a directory is meant. */
  public Set<String> accounts() {
    return draft.accounts();
  }

  /** Returns the permissions that are asked for. */
  public Set<String> permissions() {
    return draft.permissions();
  }

  /** Returns the dimensions that it does not take up as a whole. */
  public List<DiffLimit> limits() {
    return limits;
  }

  /** Returns a request in it. */
  public DiffWitness witness() {
    return new DiffWitness(draft.witness().request(), draft.witness().accounts());
  }

  /**
   * Returns whether a request lies in it, as far as the request tells: approvals and the roles of a
   * directory's account are not looked at.
   */
  public boolean covers(AccessRequest request) {
    return (draft.accounts().isEmpty() || draft.accounts().contains(request.staff()))
        && draft.permissions().contains(request.permissionId())
        && draft.box().holds(request);
  }

  /** Returns its size. */
  public DiffSize size() {
    BigInteger addresses = DiffSize.ALL_ADDRESSES;
    Optional<BigInteger> servers = Optional.empty();
    Map<String, BigInteger> minutes = new TreeMap<>();
    for (DiffLimit limit : limits) {
      BigInteger size = limit.size().orElse(BigInteger.ZERO);
      switch (limit.kind()) {
        case ADDRESS -> addresses = size;
        case WEEK -> minutes.put(limit.name(), size);
        case RESOURCE -> servers = limit.name().equals("server") ? limit.size() : servers;
        default -> {}
      }
    }
    return new DiffSize(
        draft.accounts().isEmpty() ? Optional.empty() : Optional.of(draft.accounts().size()),
        servers,
        addresses,
        minutes);
  }

  // A minute of the week is one of an instant.
  private boolean isImplied(DiffLimit limit) {
    return limit.kind() == DiffLimit.Kind.INSTANT
        && limit.values().equals(List.of("any instant that is given"))
        && limits.stream().anyMatch(other -> other.kind() == DiffLimit.Kind.WEEK);
  }

  /** Returns the region as a sentence. */
  @Override
  public String toString() {
    String who = draft.accounts().isEmpty() ? "any account" : String.join(", ", draft.accounts());
    String where =
        limits.stream()
            .filter(limit -> !isImplied(limit))
            .map(DiffLimit::toString)
            .collect(Collectors.joining("; "));
    return who
        + ": "
        + String.join(", ", draft.permissions())
        + (where.isEmpty() ? "" : "; " + where)
        + ": "
        + before()
        + " → "
        + after();
  }
}
