package dev.staffgate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The packages of core, from the front door down, and which packages each of them may know. {@code
 * docs/architecture.md} prints the same table.
 */
final class PackageMap {
  /** The front door, which is the root package and has no name of its own. */
  static final String ROOT = "(root)";

  private static final Map<String, Set<String>> MAY_KNOW = new LinkedHashMap<>();

  static {
    room(
        ROOT,
        "accounts",
        "audit",
        "decision",
        "gate",
        "model",
        "network",
        "panels",
        "policy",
        "secrets",
        "session",
        "sso",
        "state",
        "yaml");
    room("testing", "analysis", "decision", "model", "policy", "yaml");
    room(
        "sso",
        "accounts",
        "audit",
        "decision",
        "gate",
        "model",
        "network",
        "panels",
        "policy",
        "secrets",
        "state",
        "wire");
    room("gate", "accounts", "audit", "decision", "model", "network", "policy", "yaml");
    room(
        "signin.care",
        "accounts",
        "audit",
        "model",
        "network",
        "signin",
        "signin.attempts",
        "signin.hashing",
        "state");
    room(
        "signin",
        "accounts",
        "audit",
        "files",
        "json",
        "model",
        "network",
        "signin.attempts",
        "signin.hashing",
        "state",
        "text");
    room("signin.attempts", "model", "network", "state");
    room("signin.hashing");
    room("session", "accounts", "network", "state", "text");
    room("accounts", "decision", "model", "network", "policy", "state", "text");
    room("panels", "model", "network", "secrets");
    room("secrets", "files", "json", "model");
    room(
        "state.jdbc",
        "accounts",
        "files",
        "model",
        "network",
        "secrets",
        "signin",
        "state",
        "text");
    room("state");
    room("audit", "files", "model", "network", "text");
    room("wire", "analysis", "decision", "json", "model", "network", "text");
    room(
        "yaml",
        "analysis",
        "files",
        "model",
        "policy",
        "validation",
        "yaml.comment",
        "yaml.edit",
        "yaml.read",
        "yaml.write");
    room("yaml.comment", "analysis", "model", "text", "validation", "yaml.edit");
    room("yaml.edit", "files", "model", "text", "validation", "yaml.write");
    room("yaml.read", "decision", "files", "model", "network", "text", "validation", "yaml.advice");
    room("yaml.advice", "model", "network");
    room("yaml.write", "model", "network", "text", "validation");
    room(
        "analysis",
        "analysis.cells",
        "analysis.diff",
        "analysis.lint",
        "analysis.mutation",
        "decision",
        "model",
        "network",
        "policy",
        "validation");
    room("analysis.lint", "analysis.cells", "analysis.diff", "model", "network", "policy");
    room("analysis.mutation", "decision", "model");
    room("analysis.diff", "analysis.cells", "decision", "model", "network", "policy");
    room("analysis.cells", "decision", "network", "text");
    room(
        "policy",
        "decision",
        "model",
        "policy.compile",
        "policy.engine",
        "policy.questions",
        "validation");
    room("policy.questions", "decision", "model", "policy.engine");
    room("policy.compile", "decision", "model", "network", "policy.engine");
    room("policy.engine", "decision", "model", "network", "text");
    room("validation", "model", "text");
    room("decision", "model", "network", "text");
    room("model", "network", "text");
    room("network", "text");
    room("json", "text");
    room("files");
    room("text");
  }

  private PackageMap() {}

  private static void room(String name, String... mayKnow) {
    MAY_KNOW.put(name, new TreeSet<>(Set.of(mayKnow)));
  }

  /** Returns the packages, each with those that it may know; names are relative to the root. */
  static Map<String, Set<String>> mayKnow() {
    return MAY_KNOW;
  }

  /**
   * Returns the name of a package as this map has it.
   *
   * @param packageName such as {@code dev.staffgate.policy.engine}
   */
  static String nameOf(String packageName) {
    return packageName.equals("dev.staffgate")
        ? ROOT
        : packageName.substring("dev.staffgate.".length());
  }

  /** Returns the table in Markdown, as the architecture page prints it. */
  static String toMarkdown() {
    return MAY_KNOW.entrySet().stream()
        .map(
            room ->
                "| "
                    + cell(room.getKey())
                    + " | "
                    + room.getValue().stream()
                        .map(PackageMap::cell)
                        .collect(Collectors.joining(", "))
                    + " |\n")
        .collect(Collectors.joining("", "| package | may know |\n|---|---|\n", ""));
  }

  private static String cell(String name) {
    return "`" + (name.equals(ROOT) ? "dev.staffgate" : name) + "`";
  }
}
