package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the condition {@code approval}: who approves, how many of them, and for how long. */
final class ApprovalReader {
  private static final Set<String> KEYS = ImmutableSet.of("by", "count", "within");
  private static final Set<String> SEATS_KEYS = ImmutableSet.of("all", "within");
  private static final Set<String> SEAT_KEYS = ImmutableSet.of("by", "count");

  private final ProblemCollector problems;
  private final ScalarReader values;

  ApprovalReader(ProblemCollector problems, ScalarReader values) {
    this.problems = problems;
    this.values = values;
  }

  /** Reads an approval where one may stand. */
  Optional<Condition> read(YamlNode node, Subject what) {
    boolean hasSeats = node instanceof YamlNode.Entries entries && entries.has("all");
    MappingFields approval = MappingFields.of(node, what, keys(node, hasSeats), problems);
    if (approval == null) {
      return Optional.empty();
    }
    if (hasSeats) {
      refuseBesideSeats(approval);
    }
    Optional<List<ApprovalSeat>> seats = hasSeats ? seats(approval) : seat(approval).map(List::of);
    Optional<Duration> time =
        approval.requiredScalar("within").flatMap(scalar -> values.duration(scalar, false));
    approval.refuseOthers();
    return seats.isPresent() && time.isPresent()
        ? Optional.of(new Condition.Approval(seats.get(), time.get(), node.at()))
        : Optional.empty();
  }

  /** Returns the keys of an approval; those of one seat and of several, if it has both. */
  private static Set<String> keys(YamlNode node, boolean hasSeats) {
    boolean both =
        hasSeats
            && node instanceof YamlNode.Entries entries
            && SEAT_KEYS.stream().anyMatch(entries::has);
    if (both) {
      return Sets.union(KEYS, SEATS_KEYS);
    }
    return hasSeats ? SEATS_KEYS : KEYS;
  }

  private void refuseBesideSeats(MappingFields approval) {
    for (String key : SEAT_KEYS) {
      YamlNode node = approval.node(key);
      if (node != null) {
        problems.report(
            node.at(),
            "beside-seats",
            "`" + key + "` beside `all` in " + approval.what(),
            "each seat of `all` has its own `by` and `count`; one beside them would have no effect",
            key.equals("by")
                ? "write either `by` or `all`: take one out, or make this a seat of `all`"
                : "put it into the seat that it belongs to, beside its `by`");
      }
    }
  }

  /** Reads the seats under {@code all}; empty if one of them cannot be read. */
  private Optional<List<ApprovalSeat>> seats(MappingFields approval) {
    List<YamlNode> items = approval.list("all");
    if (items.isEmpty() || items.size() > Condition.Approval.MAX_SEATS) {
      if (approval.node("all") instanceof Items list) {
        problems.report(
            list.at(),
            "bad-seats",
            items.size() + " seats in " + approval.what(),
            "an approval has 1 to 5 seats, each with an approver of its own",
            "write for example `all: [{ by: payment.approve-refund }, { by: staff.assign-role }]`");
      }
      return Optional.empty();
    }
    Map<String, ApprovalSeat> seats = new LinkedHashMap<>();
    boolean whole = true;
    for (YamlNode item : items) {
      MappingFields fields =
          MappingFields.of(item, approval.what().part("a seat"), SEAT_KEYS, problems);
      Optional<ApprovalSeat> seat = fields == null ? Optional.empty() : seat(fields);
      if (fields != null) {
        fields.refuseOthers();
      }
      whole &= seat.isPresent() && isFirst(seat.get(), seats);
    }
    return whole ? Optional.of(List.copyOf(seats.values())) : Optional.empty();
  }

  private boolean isFirst(ApprovalSeat seat, Map<String, ApprovalSeat> seats) {
    ApprovalSeat first = seats.putIfAbsent(seat.by().id(), seat);
    if (first != null) {
      problems.report(
          seat.by().at(),
          "seat-twice",
          "two seats ask for `" + seat.by().id() + "`",
          "whether they mean one approver or two cannot be seen; the first is at "
              + first.by().at(),
          "write one seat, with `count: 2` if it takes two approvers");
    }
    return first == null;
  }

  private Optional<ApprovalSeat> seat(MappingFields fields) {
    Optional<NameRef> permission = fields.requiredScalar("by").flatMap(values::permission);
    int count = fields.scalar("count").map(this::count).orElse(1);
    return permission.isPresent() && count > 0
        ? Optional.of(new ApprovalSeat(permission.get(), count))
        : Optional.empty();
  }

  private int count(Scalar scalar) {
    if (scalar.text().matches("[1-9][0-9]{0,2}")) {
      return Integer.parseInt(scalar.text());
    }
    problems.report(
        scalar.at(),
        "bad-count",
        "`" + VisibleText.excerpt(scalar.text()) + "` is not a count",
        "a count is a whole number from 1 to 999",
        "write for example `2`");
    return 0;
  }
}
