package dev.staffgate.examples.policytool;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.Permission;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells which servers somebody can enter. */
@Command(
    name = "servers-of",
    description = {
      "Tells which servers somebody can enter by single sign-on, as whom and under which"
          + " conditions.",
      "With circumstances (--from, --at, --second-factor …): those that are open in just these."
    },
    footer = {
      "Ends with 0, also where the answer is none.",
      "",
      "Examples:",
      "  policy-tool servers-of --policy staffgate.yaml --staff alice",
      "  policy-tool servers-of --policy staffgate.yaml --staff alice --json"
    },
    mixinStandardHelpOptions = true)
final class ServersOfCommand implements Callable<Integer> {
  @Mixin private PolicyOption policy = new PolicyOption();
  @Mixin private AccessPrinter form = new AccessPrinter();

  @Option(names = "--staff", required = true, description = "Who.")
  private String staff;

  @Mixin private Circumstances circumstances = new Circumstances();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Policy loaded = policy.load();
    policy.requireStaff(staff, loaded);
    AccessRequest request = circumstances.of(staff, Permission.SERVER_SSO, Map.of(), loaded);
    if (!circumstances.areGiven()) {
      return form.print(loaded.serversOf(staff), "none", spec.commandLine().getOut());
    }
    return form.printIds(
        List.copyOf(loaded.serversOf(request).keySet()), "none", spec.commandLine().getOut());
  }
}
