package dev.staffgate.proof;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.generators.RandomPolicies;
import dev.staffgate.model.PolicyDocument;
import java.util.Collection;

/** What a difference was found in, as text: all that counts, one thing on each line. */
final class DifferenceText {
  private DifferenceText() {}

  static String of(AccessRequest request) {
    return "%s%n  attributes %s%n  second factor at %s%n  acting as %s, in emergencies %s%n  approved by %s%n  under %s"
        .formatted(
            request,
            request.attributes(),
            request.secondFactorAt(),
            request.actingAs(),
            request.emergencies(),
            request.approvals(),
            request.locks());
  }

  static String of(RandomPolicies.Rolled rolled) {
    return of(rolled.whole())
        + (rolled.directory() ? "%n  accounts of a directory".formatted() : "");
  }

  static String of(PolicyDocument document) {
    StringBuilder text = new StringBuilder();
    text.append("  built-in catalogue: ").append(document.hosting());
    text.append(System.lineSeparator()).append("  ").append(document.defaults());
    lines(document.permissions().values(), text);
    lines(document.networks().values(), text);
    lines(document.schedules().values(), text);
    lines(document.roles().values(), text);
    lines(document.separate(), text);
    lines(document.servers().values(), text);
    lines(document.serverGroups().values(), text);
    lines(document.emergencies().values(), text);
    lines(document.staff().values(), text);
    return text.toString();
  }

  private static void lines(Collection<?> things, StringBuilder text) {
    for (Object thing : things) {
      text.append(System.lineSeparator()).append("  ").append(thing);
    }
  }
}
