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
      "Without --resource and circumstances: on anything.",
      "With circumstances (--from, --at, --attribute …): who is permitted it in just these."
    },
    footer = {
      "Ends with 0, also where the answer is nobody.",
      "",
      "Examples:",
      "  policy-tool who-can --policy staffgate.yaml --permission payment.refund",
      "  policy-tool who-can --policy staffgate.yaml --permission payment.refund \\",
      "      --attribute amount=50 --from 203.0.113.7"
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

  @Mixin private ResourceOption resources = new ResourceOption();

  @Mixin private Circumstances circumstances = new Circumstances();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Policy loaded = policy.load();
    Map<String, String> named = resources.idsByType();
    if (named.containsKey("server")) {
      policy.requireServer(String.valueOf(named.get("server")), loaded);
    }
    try {
      return answer(loaded, circumstances.of("", permission, named, loaded));
    } catch (UnknownPermissionException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int answer(Policy loaded, AccessRequest request) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> named = request.resources();
    if (circumstances.areGiven() || named.size() > 1) {
      return form.printIds(loaded.whoCan(request), "nobody", out);
    }
    return form.print(
        named.entrySet().stream()
            .findFirst()
            .map(one -> loaded.whoCan(permission, one.getKey(), one.getValue()))
            .orElseGet(() -> loaded.whoCan(permission)),
        "nobody",
        out);
  }
}
