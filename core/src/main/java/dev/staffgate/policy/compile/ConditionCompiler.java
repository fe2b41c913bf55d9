package dev.staffgate.policy.compile;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.validation.PolicyValidator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link CompiledCondition}s of conditions. Not thread-safe; lives while one policy is
 * compiled. All names that the document mentions are defined: {@link PolicyValidator} has seen to
 * it.
 */
public final class ConditionCompiler {
  private final PolicyDocument document;
  private final ImmutableSet<String> departments;
  private final ImmutableSet<String> servers;
  private final Catalogue catalogue;
  private final Map<String, NetworkSet> namedNetworks = new HashMap<>();

  public ConditionCompiler(PolicyDocument document, Catalogue catalogue) {
    this.document = document;
    this.departments =
        document.departments().stream().map(NameRef::id).collect(ImmutableSet.toImmutableSet());
    this.catalogue = catalogue;
    this.servers = ImmutableSet.copyOf(document.servers().keySet());
  }

  public CompiledCondition[] of(Collection<Condition> conditions) {
    return conditions.isEmpty()
        ? CompiledCondition.NONE
        : conditions.stream().map(this::of).toArray(CompiledCondition[]::new);
  }

  private CompiledCondition of(Condition condition) {
    return switch (condition.kind()) {
      case NETWORKS -> {
        Condition.Networks networks = (Condition.Networks) condition;
        yield new CompiledCondition.Networks(networks, networks(networks.terms()));
      }
      case SCHEDULE -> {
        Condition.InSchedule in = (Condition.InSchedule) condition;
        yield new CompiledCondition.InSchedule(
            in, defined(document.schedules().get(in.schedule().id()), in.schedule()));
      }
      case SECOND_FACTOR -> new CompiledCondition.SecondFactor((Condition.SecondFactor) condition);
      case AMOUNT -> new CompiledCondition.Amount((Condition.Amount) condition);
      case RESOURCE -> resource((Condition.Resource) condition);
      case ATTRIBUTE -> new CompiledCondition.OneOf((Condition.Attribute) condition);
      case SAME -> new CompiledCondition.Same((Condition.Same) condition);
      case APPROVAL -> {
        Condition.Approval approval = (Condition.Approval) condition;
        yield new CompiledCondition.Approval(
            approval, approval.seats().stream().map(this::seat).toList());
      }
    };
  }

  private CompiledCondition.Approval.Seat seat(ApprovalSeat seat) {
    return new CompiledCondition.Approval.Seat(
        defined(catalogue.find(seat.by().id()).orElse(null), seat.by()), seat.count());
  }

  private CompiledCondition resource(Condition.Resource condition) {
    ImmutableSet.Builder<String> ids = ImmutableSet.builder();
    boolean assigned = false;
    for (ResourceTerm term : condition.members()) {
      switch (term.kind()) {
        case ID -> ids.add(term.id());
        case ASSIGNED -> assigned = true;
        case GROUP ->
            defined(document.serverGroups().get(term.id()), new NameRef(term.id(), term.at()))
                .servers()
                .forEach(server -> ids.add(server.id()));
      }
    }
    ImmutableSet<String> defined =
        switch (condition.type()) {
          case "department" -> departments;
          case "server" -> servers;
          default -> null;
        };
    return new CompiledCondition.Resource(condition, ids.build(), assigned, defined);
  }

  /** Returns the addresses of these terms, named networks resolved. */
  public NetworkSet networks(Collection<NetworkTerm> terms) {
    if (terms.size() == 1 && terms.iterator().next() instanceof NetworkTerm.Named named) {
      return namedNetworks.computeIfAbsent(named.network().id(), id -> collect(document, terms));
    }
    return collect(document, terms);
  }

  /** Returns the addresses of these terms; a name is looked up each time. */
  static NetworkSet collect(PolicyDocument document, Collection<NetworkTerm> terms) {
    List<IpRange> ranges = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<NetworkTerm> open = new ArrayDeque<>(terms);
    while (!open.isEmpty()) {
      NetworkTerm term = open.pop();
      if (term instanceof NetworkTerm.Addresses addresses) {
        ranges.add(addresses.range());
      } else if (term instanceof NetworkTerm.Named named && seen.add(named.network().id())) {
        defined(document.networks().get(named.network().id()), named.network())
            .terms()
            .forEach(open::push);
      }
    }
    return NetworkSet.copyOf(ranges);
  }

  private static <T> T defined(@Nullable T value, NameRef ref) {
    checkArgument(value != null, "`%s` is not defined", ref.id());
    return requireNonNull(value);
  }
}
