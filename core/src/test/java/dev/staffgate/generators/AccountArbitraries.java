package dev.staffgate.generators;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generated accounts, with roles for good and for a time. */
final class AccountArbitraries {
  private AccountArbitraries() {}

  /** By what name an account has a role: its own, a former one, or one that means nothing. */
  private enum Spelling {
    OWN,
    FORMER,
    UNDEFINED
  }

  private record AssignmentDraft(
      int role, Spelling spelling, Optional<Instant> from, Optional<Instant> until) {
    Assignment assemble(List<RoleArbitraries.Draft> drafts) {
      boolean ordered = from.isEmpty() || until.isEmpty() || from.get().isBefore(until.get());
      String id = RoleArbitraries.idAt(drafts, role);
      return new Assignment(
          NameRef.of(
              switch (spelling) {
                case OWN -> id;
                case FORMER -> RoleArbitraries.former(id);
                case UNDEFINED -> RoleArbitraries.UNDEFINED;
              }),
          from,
          ordered ? until : Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** An account before its id and place are settled. */
  record Draft(
      List<AssignmentDraft> roles,
      Optional<List<NetworkTerm>> networks,
      Map<String, Set<String>> assigned,
      Map<String, String> attributes,
      Optional<String> name,
      Optional<String> person,
      boolean disabled) {
    StaffAccount assemble(String id, List<RoleArbitraries.Draft> drafts, PlaceSequence places) {
      return new StaffAccount(
          id,
          name,
          Optional.empty(),
          List.of(),
          person,
          roles.stream().map(draft -> draft.assemble(drafts)).toList(),
          networks,
          assigned,
          attributes,
          disabled,
          places.next());
    }
  }

  static Arbitrary<Draft> all() {
    return Combinators.combine(
            assignments().list().ofMaxSize(3),
            Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(Optional.<List<NetworkTerm>>empty())),
                Tuple.of(1, ConditionArbitraries.networkTerms().map(Optional::of))),
            Combinators.combine(
                    Arbitraries.of(EdgeValues.DEPARTMENTS).set().ofMaxSize(2),
                    Arbitraries.of(EdgeValues.SERVERS).set().ofMaxSize(2),
                    Arbitraries.of(EdgeValues.CLIENT_GROUPS).set().ofMaxSize(1))
                .as(
                    (departments, servers, groups) ->
                        Map.of(
                            "department", departments, "server", servers, "client-group", groups)),
            Combinators.combine(
                    Arbitraries.of("night", "open", "100.0"), Arbitraries.of(EdgeValues.NUMBERS))
                .as((team, limit) -> Map.of("team", team, "limit", limit)),
            Arbitraries.of(Optional.<String>empty(), Optional.of("alice"), Optional.of("open")),
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(Optional.<String>empty())),
                Tuple.of(1, Arbitraries.of(EdgeValues.PERSONS).map(Optional::of))),
            Arbitraries.frequency(Tuple.of(20, false), Tuple.of(1, true)))
        .as(Draft::new);
  }

  private static Arbitrary<AssignmentDraft> assignments() {
    Arbitrary<Optional<Instant>> bound =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(Optional.<Instant>empty())),
            Tuple.of(1, EdgeValues.instants().map(Optional::of)));
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.integers().between(0, RoleArbitraries.COUNT - 1)),
                Tuple.of(1, Arbitraries.just(RoleArbitraries.COUNT))),
            Arbitraries.frequency(
                Tuple.of(16, Spelling.OWN),
                Tuple.of(2, Spelling.FORMER),
                Tuple.of(1, Spelling.UNDEFINED)),
            bound,
            bound)
        .as(AssignmentDraft::new);
  }
}
