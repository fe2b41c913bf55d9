package dev.staffgate.examples.policytool;

import dev.staffgate.decision.Access;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells who can do something. */
@Command(
    name = "who-can",
    description = "Tells who can do something, in which ways and under which conditions.",
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
      description = "On what, such as server=web1; on anything without it.")
  private @Nullable String resource;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Policy loaded = policy.load();
    try {
      return form.print(who(loaded), "nobody", spec.commandLine().getOut());
    } catch (UnknownPermissionException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private List<Access> who(Policy loaded) {
    if (resource == null) {
      return loaded.whoCan(permission);
    }
    int equals = resource.indexOf('=');
    if (equals < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--resource is not of the form TYPE=ID, such as server=web1");
    }
    String type = resource.substring(0, equals);
    String id = resource.substring(equals + 1);
    if (type.equals("server") && !loaded.document().servers().containsKey(id)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "the policy has no server `" + id + "`");
    }
    return loaded.whoCan(permission, type, id);
  }
}
