package dev.staffgate.analysis;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Explanation;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.PolicyTestCase.ReverseQuestion;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The check of a question in reverse: exactly the answers that the test lists. */
final class ReverseQuestionCheck {
  private static final int MOST_NAMES = 20;

  private final TestedAccounts accounts;
  private final ReverseQuestion question;
  private final AccessRequest base;

  /**
   * Makes a check.
   *
   * @param base the circumstances
   */
  ReverseQuestionCheck(TestedAccounts accounts, ReverseQuestion question, AccessRequest base) {
    this.accounts = accounts;
    this.question = question;
    this.base = base.on(question.resources());
  }

  /** Returns the accounts that a question names. */
  static Stream<String> accountsNamed(ReverseQuestion question) {
    return question.kind() == ReverseQuestion.Kind.WHO_CAN
        ? question.are().stream().map(NameRef::id)
        : Stream.of(question.subject().id());
  }

  /** Returns the finding if the answer is another one. */
  Optional<PolicyTestFinding> finding() {
    Set<String> wanted = wanted();
    Set<String> got = got();
    Set<String> missing = Sets.difference(wanted, got);
    Set<String> extra = Sets.difference(got, wanted);
    if (missing.isEmpty() && extra.isEmpty()) {
      return Optional.empty();
    }
    List<String> differences = new ArrayList<>();
    if (!missing.isEmpty()) {
      differences.add("not " + names(missing));
    }
    if (!extra.isEmpty()) {
      differences.add("also " + names(extra));
    }
    String first = (extra.isEmpty() ? missing : extra).iterator().next();
    return Optional.of(
        new PolicyTestFinding(
            question.subject().at(),
            question.kind().key() + " " + question.subject().id(),
            names(wanted),
            Joiner.on(", ").join(differences),
            Optional.of(explanation(first))));
  }

  private Set<String> wanted() {
    Policy policy = accounts.policy();
    ImmutableSet.Builder<String> wanted = ImmutableSet.builder();
    for (NameRef one : question.are()) {
      switch (question.kind()) {
        case WHO_CAN -> wanted.add(one.id());
        case WHAT_CAN ->
            policy.catalogue().all().stream()
                .map(Permission::id)
                .filter(id -> !id.equals(Permission.SERVER_SSO))
                .filter(new PermissionPattern(one.id(), one.at())::matches)
                .forEach(wanted::add);
        case SERVERS_OF -> {
          ServerGroup group = serverGroup(one);
          if (group == null) {
            wanted.add(one.id());
          } else {
            group.servers().forEach(server -> wanted.add(server.id()));
          }
        }
      }
    }
    return wanted.build();
  }

  private @Nullable ServerGroup serverGroup(NameRef answer) {
    return answer.id().startsWith("@")
        ? accounts.policy().document().serverGroups().get(answer.id().substring(1))
        : null;
  }

  private Set<String> got() {
    String subject = question.subject().id();
    return switch (question.kind()) {
      case WHO_CAN ->
          ImmutableSet.copyOf(
              accounts.questions().whoCan(base.askingFor(accounts.policy().permission(subject))));
      case WHAT_CAN ->
          accounts.questions().whatCan(base.by(subject)).stream()
              .map(Permission::id)
              .filter(id -> !id.equals(Permission.SERVER_SSO))
              .collect(ImmutableSet.toImmutableSet());
      case SERVERS_OF ->
          ImmutableSet.copyOf(accounts.questions().serversOf(base.by(subject)).keySet());
    };
  }

  private Explanation explanation(String answer) {
    return accounts.policy().explain(accounts, request(answer));
  }

  /** Returns the single question whether this is an answer. */
  private AccessRequest request(String answer) {
    Policy policy = accounts.policy();
    String subject = question.subject().id();
    return switch (question.kind()) {
      case WHO_CAN -> base.by(answer).askingFor(policy.permission(subject));
      case WHAT_CAN -> base.by(subject).askingFor(policy.permission(answer));
      case SERVERS_OF ->
          base.by(subject).askingFor(policy.permission(Permission.SERVER_SSO)).on("server", answer);
    };
  }

  /**
   * Returns the single decisions that the question stands for.
   *
   * @return empty if they are more than {@code most}
   */
  Optional<List<TestedDecision>> decisions(int most) {
    Collection<String> answers =
        switch (question.kind()) {
          case WHO_CAN -> accounts.ids();
          case WHAT_CAN ->
              accounts.policy().catalogue().all().stream()
                  .map(Permission::id)
                  .filter(id -> !id.equals(Permission.SERVER_SSO))
                  .toList();
          case SERVERS_OF -> accounts.policy().document().servers().keySet();
        };
    if (answers.size() > most) {
      return Optional.empty();
    }
    return Optional.of(
        answers.stream()
            .map(this::request)
            .map(
                request ->
                    new TestedDecision(accounts.find(request.staff()).orElseThrow(), request, true))
            .toList());
  }

  private static String names(Set<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String some = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return names.size() <= MOST_NAMES
        ? some
        : some + " and " + (names.size() - MOST_NAMES) + " others";
  }
}
