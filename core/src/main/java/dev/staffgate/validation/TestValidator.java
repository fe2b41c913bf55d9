package dev.staffgate.validation;

import dev.staffgate.model.NameRef;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.PolicyTestCase.GivenLock;
import dev.staffgate.model.PolicyTestCase.Question;
import dev.staffgate.model.PolicyTestCase.ReverseQuestion;
import java.util.List;
import java.util.Map;

/**
 * Validates the names in tests. Those of accounts may be unknown, since the accounts may live in a
 * directory.
 */
final class TestValidator {
  private final ReferenceChecker references;
  private final RoleValidator patterns;
  private final Map<String, String> renamedRoles;

  TestValidator(
      ReferenceChecker references, RoleValidator patterns, Map<String, String> renamedRoles) {
    this.references = references;
    this.patterns = patterns;
    this.renamedRoles = renamedRoles;
  }

  void test(PolicyTestCase test) {
    Subject where = Subject.named("in the test", test.name());
    PolicyTestCase.Circumstances circumstances = test.circumstances();
    test.asker().roles().forEach(role -> references.requireRole(role, where));
    test.asker()
        .assigned()
        .forEach(
            (type, ids) ->
                ids.forEach(
                    id -> references.requireResource(type, new NameRef(id, test.at()), where)));
    roles(circumstances.actingAs(), test.at(), where);
    circumstances.approvals().forEach(one -> roles(one.actingAs(), test.at(), where));
    for (String id : circumstances.emergencies()) {
      references.requireDefined(
          Section.EMERGENCY,
          new NameRef(id, test.at()),
          where,
          "an emergency that is not defined is never active");
    }
    circumstances.locks().forEach(lock -> lock(lock, where));
    resources(circumstances.resources(), test.at(), where);
    questions(test.expected(), where);
    test.reverse().ifPresent(question -> reverse(question, where));
  }

  private void questions(PolicyTestCase.Expected expected, Subject where) {
    for (List<Question> questions :
        List.of(expected.permit(), expected.challenge(), expected.approval(), expected.deny())) {
      for (Question question : questions) {
        references.requirePermission(question.permission(), where);
        resources(question.resources(), question.at(), where);
      }
    }
  }

  private void resources(Map<String, String> resources, Place at, Subject where) {
    resources.forEach((type, id) -> references.requireResource(type, new NameRef(id, at), where));
  }

  private void roles(List<String> ids, Place at, Subject where) {
    for (String id : ids) {
      references.requireRole(new NameRef(id, at), where);
    }
  }

  /** A lock may still say what a role was called; one that cannot be read stops everybody. */
  private void lock(GivenLock lock, Subject where) {
    NameRef ref = new NameRef(lock.name(), lock.at());
    switch (lock.target()) {
      case "role" -> {
        if (!renamedRoles.containsKey(lock.name())) {
          references.requireRole(ref, where);
        }
      }
      case "server-group" ->
          references.requireDefined(
              Section.SERVER_GROUPS, ref, where, "a lock that cannot be read is an error");
      case "permission" -> patterns.pattern(new PermissionPattern(lock.name(), lock.at()), where);
      default -> {} // accounts and servers need not be defined
    }
  }

  private void reverse(ReverseQuestion question, Subject where) {
    if (question.kind() == ReverseQuestion.Kind.WHO_CAN) {
      references.requirePermission(question.subject(), where);
      resources(question.resources(), question.subject().at(), where);
    }
    for (NameRef one : question.are()) {
      switch (question.kind()) {
        case WHO_CAN -> {}
        case WHAT_CAN -> patterns.pattern(new PermissionPattern(one.id(), one.at()), where);
        case SERVERS_OF -> {
          if (one.id().startsWith("@")) {
            references.requireDefined(
                Section.SERVER_GROUPS,
                new NameRef(one.id().substring(1), one.at()),
                where,
                "`@` stands before the name of a group of servers");
          } else {
            references.requireResource("server", one, where);
          }
        }
      }
    }
  }
}
