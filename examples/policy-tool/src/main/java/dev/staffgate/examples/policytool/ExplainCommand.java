package dev.staffgate.examples.policytool;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.InstantParser;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.wire.DecisionWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains one decision. */
@Command(
    name = "explain",
    description =
        "Shows every deny and every grant that speaks of a permission, and what each condition saw.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Mixin private PolicyOption policy = new PolicyOption();

  @Option(names = "--staff", required = true, description = "Who asks.")
  private String staff;

  @Option(
      names = "--permission",
      required = true,
      description = "What for; server.sso for single sign-on.")
  private String permission;

  @Option(
      names = "--resource",
      paramLabel = "TYPE=ID",
      description = "On what, such as server=web1.")
  private Map<String, String> resources = Map.of();

  @Option(
      names = "--attribute",
      paramLabel = "NAME=VALUE",
      description = "What else is given, such as amount=49.90.")
  private Map<String, String> attributes = Map.of();

  @Option(names = "--from", paramLabel = "ADDRESS", description = "Where from.")
  private @Nullable String from;

  @Option(names = "--at", paramLabel = "INSTANT", description = "When; now without it.")
  private @Nullable String at;

  @Option(
      names = "--second-factor-at",
      paramLabel = "INSTANT",
      description = "When the second factor was last proved.")
  private @Nullable String secondFactorAt;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    AccessRequest request = request();
    try {
      Explanation explanation = policy.load().explain(request);
      spec.commandLine()
          .getOut()
          .print(json ? DecisionWriter.write(explanation) + "\n" : explanation.toText());
      spec.commandLine().getOut().flush();
      return PolicyTool.OK;
    } catch (UnknownPermissionException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private AccessRequest request() {
    try {
      AccessRequest request =
          AccessRequest.of(staff, permission).at(at == null ? Instant.now() : instant("--at", at));
      request = from == null ? request : request.from(from);
      request =
          secondFactorAt == null
              ? request
              : request.secondFactorAt(instant("--second-factor-at", secondFactorAt));
      for (Map.Entry<String, String> resource : resources.entrySet()) {
        request = request.on(resource.getKey(), resource.getValue());
      }
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        request = request.with(attribute.getKey(), attribute.getValue());
      }
      return request;
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static Instant instant(String option, String text) {
    return InstantParser.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    option
                        + " is not an instant with date, time and offset, such as 2026-11-23T10:00:00+01:00"));
  }
}
