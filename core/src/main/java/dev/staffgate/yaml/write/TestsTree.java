package dev.staffgate.yaml.write;

import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.RouteRule;
import dev.staffgate.network.IpAddress;
import dev.staffgate.yaml.write.YamlTree.Entries;
import dev.staffgate.yaml.write.YamlTree.Text;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes routes and tests. */
final class TestsTree {
  // Keys of a question itself, which an attribute of that name would be taken for.
  private static final Set<String> KEYS =
      Set.of(
          "permission",
          "resources",
          "attributes",
          "approvals",
          "acting-as",
          "emergencies",
          "locks",
          "because");

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
    PolicyTestCase.Circumstances in = test.circumstances();
    PolicyTestCase.Expected expected = test.expected();
    YamlTree.Builder entries =
        YamlTree.mapping()
            .put("name", ScalarWriter.text(test.name()))
            .put("staff", choice(test.asker().staff(), ScalarWriter::text))
            .putUnlessEmpty("roles", RolesTree.names(test.asker().roles()))
            .putUnlessEmpty("assigned", StaffTree.assigned(test.asker().assigned()));
    test.reverse().ifPresent(one -> entries.put(one.kind().key(), reverse(one)));
    entries
        .put("from", choice(in.from(), TestsTree::address))
        .put("at", ScalarWriter.instant(in.instant()))
        .put("second-factor", in.secondFactorAge().map(ScalarWriter::duration))
        .putUnlessEmpty("resources", StaffTree.texts(in.resources()))
        .putUnlessEmpty("attributes", StaffTree.texts(in.attributes()))
        .putUnlessEmpty("acting-as", StaffTree.list(in.actingAs()))
        .putUnlessEmpty("emergencies", StaffTree.list(in.emergencies()))
        .putUnlessEmpty("approvals", list(in.approvals(), TestsTree::approval))
        .putUnlessEmpty("locks", list(in.locks(), TestsTree::lock))
        .putUnlessEmpty("permit", list(expected.permit(), TestsTree::question))
        .putUnlessEmpty("challenge", list(expected.challenge(), TestsTree::question))
        .putUnlessEmpty("approval", list(expected.approval(), TestsTree::question))
        .putUnlessEmpty("deny", list(expected.deny(), TestsTree::question))
        .put("because", expected.because().map(ScalarWriter::text));
    test.reverse().ifPresent(one -> entries.put("are", RolesTree.names(one.are())));
    return entries.block();
  }

  private static <T> YamlTree list(List<T> things, Function<T, YamlTree> tree) {
    return YamlTree.items(things.stream().map(tree).toList());
  }

  private static <T> Optional<YamlTree> choice(
      PolicyTestCase.Choice<T> choice, Function<T, YamlTree> tree) {
    if (choice.isList()) {
      return Optional.of(list(choice.values(), tree));
    }
    return choice.values().stream().findFirst().map(tree);
  }

  private static YamlTree reverse(PolicyTestCase.ReverseQuestion question) {
    YamlTree subject = ScalarWriter.text(question.subject().id());
    return question.resources().isEmpty()
        ? subject
        : YamlTree.mapping()
            .put("permission", subject)
            .put("resources", StaffTree.texts(question.resources()))
            .inline();
  }

  private static Entries lock(PolicyTestCase.GivenLock lock) {
    return YamlTree.mapping()
        .put(
            lock.target(),
            lock.name().isEmpty() ? ScalarWriter.word("true") : ScalarWriter.text(lock.name()))
        .putIf(lock.sparesEmergencies(), "spare-emergencies", "true")
        .put("message", ScalarWriter.text(lock.message()))
        .inline();
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
