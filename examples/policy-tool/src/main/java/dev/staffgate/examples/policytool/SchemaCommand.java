package dev.staffgate.examples.policytool;

import dev.staffgate.yaml.PolicySchema;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the JSON Schema of policies, for editors. */
@Command(
    name = "schema",
    description = {
      "Prints the JSON Schema of a policy, by which editors complete, explain and check it.",
      "Of the dialect 2020-12, with those keywords alone that mean the same in draft-07."
    },
    footer = {
      "",
      "Examples:",
      "  policy-tool schema",
      "  policy-tool schema --output .vscode/policy.schema.json"
    },
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() throws IOException {
    output.write(out -> out.write(PolicySchema.json()));
    return PolicyTool.OK;
  }
}
