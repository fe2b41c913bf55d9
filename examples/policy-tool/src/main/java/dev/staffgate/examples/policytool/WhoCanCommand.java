package dev.staffgate.examples.policytool;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells who can do something. */
@Command(
    name = "who-can",
    description = {
      "Tells who can do something, in which ways and under which conditions.",
      "With circumstances (--from, --at, --attribute …): who is permitted it in just these."
    },
    mixinStandardHelpOptions = true)
final class WhoCanCommand implements Callable<Integer> {
  @Mixin private PolicyOption policy = new PolicyOption();
  @Mixin private AccessPrinter form = new AccessPrinter();

  @Option(
      names = "--permission",
      required = true,
      description = "What; server.sso for single sign-on.")
  private String permission;

  @Option(
      names = "--resource",
      paramLabel = "TYPE=ID",
      description =
          "On what, such as server=web1; without it and without circumstances, on anything. May be"
              + " repeated.")
  private Map<String, String> resources = Map.of();

  @Mixin private Circumstances circumstances = new Circumstances();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Policy loaded = policy.load();
    String server = resources.get("server");
    if (server != null && !loaded.document().servers().containsKey(server)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "the policy has no server `" + server + "`");
    }
    try {
      return answer(loaded, spec.commandLine().getOut());
    } catch (UnknownPermissionException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int answer(Policy loaded, PrintWriter out) throws IOException {
    if (circumstances.areGiven() || resources.size() > 1) {
      AccessRequest request = circumstances.of(AccessRequest.of("", permission).on(resources));
      return form.printIds(loaded.whoCan(request), "nobody", out);
    }
    return form.print(
        resources.entrySet().stream()
            .findFirst()
            .map(one -> loaded.whoCan(permission, one.getKey(), one.getValue()))
            .orElseGet(() -> loaded.whoCan(permission)),
        "nobody",
        out);
  }
}
