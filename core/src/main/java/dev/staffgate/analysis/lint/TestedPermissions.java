package dev.staffgate.analysis.lint;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyTestCase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The permissions that the tests of a policy ask about. */
final class TestedPermissions {
  private TestedPermissions() {}

  /** Returns the questions of a test. */
  static List<PolicyTestCase.Question> questions(PolicyTestCase test) {
    PolicyTestCase.Expected expected = test.expected();
    return Stream.of(expected.permit(), expected.challenge(), expected.approval(), expected.deny())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns the ids of the permissions that tests name. */
  static Set<String> of(PolicyDocument document) {
    Set<String> tested = new HashSet<>();
    for (PolicyTestCase test : document.tests()) {
      questions(test).forEach(one -> tested.add(one.permission().id()));
      test.reverse()
          .filter(one -> one.kind() == PolicyTestCase.ReverseQuestion.Kind.WHO_CAN)
          .ifPresent(one -> tested.add(one.subject().id()));
    }
    return tested;
  }
}
