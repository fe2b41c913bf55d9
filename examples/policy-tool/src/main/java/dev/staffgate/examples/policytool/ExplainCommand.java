package dev.staffgate.examples.policytool;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.policy.Policy;
import dev.staffgate.wire.DecisionWriter;
import java.util.concurrent.Callable;
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
        "Shows every deny and every grant that speaks of a permission, and what each condition"
            + " saw.",
    footer = {
      "Ends with 0 whatever the decision is.",
      "",
      "Examples:",
      "  policy-tool explain --policy staffgate.yaml --staff alice \\",
      "      --permission payment.refund --attribute amount=250 --from 203.0.113.7"
    },
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

  @Mixin private ResourceOption resources = new ResourceOption();

  @Mixin private Circumstances circumstances = new Circumstances();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Policy loaded = policy.load();
    AccessRequest request = circumstances.of(staff, permission, resources.idsByType(), loaded);
    try {
      Explanation explanation = loaded.explain(request);
      spec.commandLine()
          .getOut()
          .print(json ? DecisionWriter.write(explanation) + "\n" : explanation.toText());
      spec.commandLine().getOut().flush();
      return PolicyTool.OK;
    } catch (UnknownPermissionException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
