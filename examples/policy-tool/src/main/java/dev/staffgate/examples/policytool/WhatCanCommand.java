package dev.staffgate.examples.policytool;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.Permission;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what somebody can do. */
@Command(
    name = "what-can",
    description = {
      "Tells what somebody can do, in which ways and under which conditions.",
      "With circumstances (--from, --at, --resource …): what is permitted in just these."
    },
    footer = {
      "Ends with 0, also where the answer is nothing.",
      "",
      "Examples:",
      "  policy-tool what-can --policy staffgate.yaml --staff alice",
      "  policy-tool what-can --policy staffgate.yaml --staff alice --from 203.0.113.7"
    },
    mixinStandardHelpOptions = true)
final class WhatCanCommand implements Callable<Integer> {
  @Mixin private PolicyOption policy = new PolicyOption();
  @Mixin private AccessPrinter form = new AccessPrinter();

  @Option(names = "--staff", required = true, description = "Who.")
  private String staff;

  @Mixin private ResourceOption resources = new ResourceOption();

  @Mixin private Circumstances circumstances = new Circumstances();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Policy loaded = policy.load();
    policy.requireStaff(staff, loaded);
    AccessRequest request =
        circumstances.of(staff, Permission.SERVER_SSO, resources.idsByType(), loaded);
    if (request.resources().isEmpty() && !circumstances.areGiven()) {
      return form.print(loaded.whatCan(staff), "nothing", spec.commandLine().getOut());
    }
    return form.printIds(
        loaded.whatCan(request).stream().map(Permission::id).toList(),
        "nothing",
        spec.commandLine().getOut());
  }
}
