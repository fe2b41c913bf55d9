package dev.staffgate.yaml.write;

import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.yaml.write.YamlTree.Entries;
import dev.staffgate.yaml.write.YamlTree.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes conditions (policy reference, section 3). */
final class ConditionsTree {
  private ConditionsTree() {}

  /** Returns a mapping of conditions. */
  static Entries of(List<Condition> conditions) {
    Map<String, List<Condition>> byKey = new LinkedHashMap<>();
    for (Condition condition : conditions) {
      byKey.computeIfAbsent(condition.key(), any -> new ArrayList<>()).add(condition);
    }
    YamlTree.Builder all = YamlTree.mapping();
    byKey.forEach((key, group) -> put(key, group, all));
    return all.inline();
  }

  // A key that has one value and was given two is written twice, and refused when it is read back.
  private static void put(String key, List<Condition> group, YamlTree.Builder all) {
    switch (group.get(0).kind()) {
      case NETWORKS ->
          group.forEach(one -> all.put(key, networks(((Condition.Networks) one).terms())));
      case SCHEDULE ->
          group.forEach(
              one -> all.put(key, ScalarWriter.text(((Condition.InSchedule) one).schedule().id())));
      case SECOND_FACTOR ->
          group.forEach(
              one -> all.put(key, ScalarWriter.duration(((Condition.SecondFactor) one).maxAge())));
      case APPROVAL -> group.forEach(one -> all.put(key, approval((Condition.Approval) one)));
      case AMOUNT, RESOURCE, ATTRIBUTE, SAME -> {
        YamlTree.Builder entries = YamlTree.mapping();
        group.forEach(one -> putEntry(one, entries));
        all.put(key, entries.inlineInOrder());
      }
    }
  }

  private static void putEntry(Condition condition, YamlTree.Builder entries) {
    if (condition instanceof Condition.Amount amount) {
      entries.put(amount.attribute(), ScalarWriter.number(amount.limit()));
    } else if (condition instanceof Condition.Resource resource) {
      entries.put(
          resource.type(),
          YamlTree.oneOrMore(
              resource.members().stream()
                  .map(ResourceTerm::toString)
                  .map(ScalarWriter::text)
                  .toList()));
    } else if (condition instanceof Condition.Attribute attribute) {
      entries.put(
          attribute.attribute(),
          YamlTree.oneOrMore(attribute.values().stream().map(ScalarWriter::text).toList()));
    } else if (condition instanceof Condition.Same same) {
      entries.put(same.left(), ScalarWriter.text(same.right()));
    } else {
      throw new IllegalStateException("cannot write a condition of kind " + condition.kind());
    }
  }

  private static Entries approval(Condition.Approval approval) {
    YamlTree.Builder all = YamlTree.mapping();
    if (approval.seats().size() == 1) {
      all.putAll(seat(approval.seats().get(0)));
    } else {
      all.put("all", YamlTree.items(approval.seats().stream().map(ConditionsTree::seat).toList()));
    }
    return all.put("within", ScalarWriter.duration(approval.within())).inline();
  }

  private static Entries seat(ApprovalSeat seat) {
    return YamlTree.mapping()
        .put("by", ScalarWriter.text(seat.by().id()))
        .putIf(seat.count() != 1, "count", String.valueOf(seat.count()))
        .inline();
  }

  /** Returns a list of addresses and names of networks. */
  static YamlTree networks(List<NetworkTerm> terms) {
    return YamlTree.items(terms.stream().map(ConditionsTree::network).toList());
  }

  private static Text network(NetworkTerm term) {
    return term instanceof NetworkTerm.Named
        ? ScalarWriter.text(term.toString())
        : ScalarWriter.addresses(term.toString());
  }
}
