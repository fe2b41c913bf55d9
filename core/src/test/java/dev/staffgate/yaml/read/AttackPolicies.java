package dev.staffgate.yaml.read;

import java.util.function.Function;

/** Hostile documents of another layout, as policies. */
public final class AttackPolicies {
  private static final String COUNT =
      "r: { grants: [{ permission: client.view, approval: { by: client.view, within: 1h, count: $1"
          + " } }] }";

  private AttackPolicies() {}

  /** Returns a document of the corpus with the fields of a policy that have the same types. */
  public static String asPolicy(String text) {
    Function<String, String> fields =
        Function.<String>identity()
            .andThen(all -> all.replace("version: 1", "staffgate: 1"))
            .andThen(all -> all.replace("permissions: ", "grants: "))
            .andThen(all -> all.replaceAll("\\[everything\\]", "[client.delete]"))
            .andThen(all -> all.replace("accounts.", "client."))
            .andThen(all -> all.replace("tickets.reply", "ticket.reply"))
            .andThen(all -> all.replace("inherits: ", "includes: "))
            // A long key needs a mark of its own, or YAML takes its colon for a stray one.
            .andThen(all -> all.replaceAll("(?m)^  - username: (.{1000,})$", "  ? $1\n  :"))
            .andThen(all -> all.replaceAll("(?m)^  - username: (.*)$", "  $1:"))
            .andThen(all -> all.replaceAll("- \\{username: ([^,]*), ", "  $1: {"))
            .andThen(all -> all.replaceAll("require_mfa|break_glass", "disabled"))
            .andThen(all -> all.replace("ip_allow:", "networks:"))
            .andThen(all -> all.replaceAll("device: (.*)", "attributes: { device: $1 }"))
            .andThen(all -> all.replace("allowed_countries:", "departments:"))
            .andThen(all -> all.replace("limits:", "roles:"))
            .andThen(all -> all.replaceAll("max_attempts: (.*)", COUNT))
            .andThen(all -> all.replaceAll("requires: admin.access", "permission: client.view"))
            .andThen(all -> all.replace("require:", "permission:"));
    return fields.apply(text);
  }
}
