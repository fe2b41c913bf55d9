package dev.staffgate.yaml.write;

import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.RouteRule;
import dev.staffgate.network.IpAddress;
import dev.staffgate.yaml.write.YamlTree.Entries;
import dev.staffgate.yaml.write.YamlTree.Text;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Writes routes and tests. */
final class TestsTree {
  // Keys of a question itself, which an attribute of that name would be taken for.
  private static final Set<String> KEYS = Set.of("permission", "resources", "attributes");

  private TestsTree() {}

  static Entries route(RouteRule route) {
    YamlTree.Builder entries =
        YamlTree.mapping()
            .put("path", ScalarWriter.text(route.path()))
            .putUnlessEmpty("methods", StaffTree.list(route.methods()));
    switch (route.access()) {
      case PUBLIC -> entries.put("access", ScalarWriter.word("public"));
      case SIGNED_IN -> entries.put("access", ScalarWriter.word("signed-in"));
      case PERMISSION ->
          entries.put("permission", route.permission().map(ref -> ScalarWriter.text(ref.id())));
    }
    return entries.putUnlessEmpty("resource", StaffTree.texts(route.resource())).inline();
  }

  static Entries test(PolicyTestCase test) {
    return YamlTree.mapping()
        .put("name", ScalarWriter.text(test.name()))
        .put("staff", ScalarWriter.text(test.staff()))
        .put("from", test.from().map(TestsTree::address))
        .put("at", ScalarWriter.instant(test.instant()))
        .put("second-factor", test.secondFactorAge().map(ScalarWriter::duration))
        .putUnlessEmpty("acting-as", StaffTree.list(test.actingAs()))
        .putUnlessEmpty("emergencies", StaffTree.list(test.emergencies()))
        .putUnlessEmpty(
            "approvals",
            YamlTree.items(test.approvals().stream().map(TestsTree::approval).toList()))
        .putUnlessEmpty("permit", questions(test.permit()))
        .putUnlessEmpty("approval", questions(test.approval()))
        .putUnlessEmpty("deny", questions(test.deny()))
        .block();
  }

  private static Text address(IpAddress address) {
    return ScalarWriter.addresses(address.toString());
  }

  private static Entries approval(PolicyTestCase.GivenApproval approval) {
    return YamlTree.mapping()
        .put("by", ScalarWriter.text(approval.by()))
        .put("at", ScalarWriter.instant(approval.at()))
        .put("from", approval.from().map(TestsTree::address))
        .put("second-factor-at", approval.secondFactorAt().map(ScalarWriter::instant))
        .putUnlessEmpty("acting-as", StaffTree.list(approval.actingAs()))
        .inline();
  }

  private static YamlTree questions(List<PolicyTestCase.Question> questions) {
    return YamlTree.items(questions.stream().map(TestsTree::question).toList());
  }

  private static YamlTree question(PolicyTestCase.Question question) {
    YamlTree permission = ScalarWriter.text(question.permission().id());
    Entries attributes = StaffTree.texts(question.attributes());
    Entries resources = StaffTree.texts(question.resources());
    if (attributes.isEmpty() && resources.isEmpty()) {
      return permission;
    }
    YamlTree.Builder entries =
        YamlTree.mapping().put("permission", permission).putUnlessEmpty("resources", resources);
    return Collections.disjoint(question.attributes().keySet(), KEYS)
        ? entries.putAll(attributes).inline()
        : entries.put("attributes", attributes).inline();
  }
}
