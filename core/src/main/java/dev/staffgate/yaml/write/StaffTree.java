package dev.staffgate.yaml.write;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.write.YamlTree.Entries;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Writes staff and emergencies. What has no order in the model is sorted. */
final class StaffTree {
  private StaffTree() {}

  static Entries staff(StaffAccount account) {
    return YamlTree.mapping()
        .put("name", account.name().map(ScalarWriter::text))
        .put("email", account.email().map(ScalarWriter::text))
        .putUnlessEmpty("known-as", list(account.knownAs()))
        .put("person", account.person().map(ScalarWriter::text))
        .putUnlessEmpty(
            "roles", YamlTree.items(account.roles().stream().map(StaffTree::assignment).toList()))
        .put("networks", account.networks().map(ConditionsTree::networks))
        .putUnlessEmpty("assigned", assigned(account.assigned()))
        .putUnlessEmpty("attributes", texts(account.attributes()))
        .putIf(account.disabled(), "disabled", "true")
        .block();
  }

  private static YamlTree assignment(Assignment assignment) {
    YamlTree role = ScalarWriter.text(assignment.role().id());
    Entries rest =
        YamlTree.mapping()
            .put("from", assignment.from().map(ScalarWriter::instant))
            .put("until", assignment.until().map(ScalarWriter::instant))
            .put("approved-by", assignment.approvedBy().map(ScalarWriter::text))
            .put("reason", assignment.reason().map(ScalarWriter::text))
            .inline();
    return rest.isEmpty() ? role : YamlTree.mapping().put("role", role).putAll(rest).inline();
  }

  static Entries assigned(Map<String, Set<String>> assigned) {
    YamlTree.Builder types = YamlTree.mapping();
    ImmutableSortedMap.copyOf(assigned)
        .forEach((type, ids) -> types.put(type, list(ImmutableSortedSet.copyOf(ids))));
    return types.inline();
  }

  /** Returns a mapping of names and texts, by name. */
  static Entries texts(Map<String, String> texts) {
    YamlTree.Builder entries = YamlTree.mapping();
    ImmutableSortedMap.copyOf(texts)
        .forEach((name, text) -> entries.put(name, ScalarWriter.text(text)));
    return entries.inline();
  }

  /** Returns a list of texts. */
  static YamlTree list(Collection<String> texts) {
    return YamlTree.items(texts.stream().map(ScalarWriter::text).toList());
  }

  static Entries emergency(Emergency emergency) {
    return YamlTree.mapping()
        .put("role", ScalarWriter.text(emergency.role().id()))
        .putUnlessEmpty("holders", list(emergency.holders()))
        .put("for", ScalarWriter.duration(emergency.lasts()))
        .inline();
  }
}
