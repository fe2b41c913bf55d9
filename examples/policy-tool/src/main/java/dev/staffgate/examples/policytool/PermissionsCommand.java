package dev.staffgate.examples.policytool;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import dev.staffgate.yaml.PolicyFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the permissions of a catalogue. */
@Command(
    name = "permissions",
    description = "Lists the permissions that a policy can grant, by category.",
    footer = {
      "Ends with 0 if some are found, 1 if none is, 2 if the policy could not be read.",
      "",
      "Examples:",
      "  policy-tool permissions refund",
      "  policy-tool permissions --category billing --sensitive",
      "  policy-tool permissions --policy staffgate.yaml --json"
    },
    mixinStandardHelpOptions = true)
final class PermissionsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "Only those whose id or title contains this text.")
  private String text = "";

  @Option(
      names = "--policy",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "The files of a policy, for its own permissions too; the built-in ones without.")
  private List<Path> files = List.of();

  @Mixin private PolicyWords words = new PolicyWords();

  @Option(
      names = "--category",
      paramLabel = "WORD",
      description = "Only those of this category, such as billing.")
  private @Nullable String category;

  @Option(names = "--sensitive", description = "Only those that are sensitive.")
  private boolean sensitive;

  @Option(names = "--json", description = "As one JSON document: a list.")
  private boolean json;

  @Option(names = "--exit-zero", description = "Ends with 0 also where none is found.")
  private boolean exitZero;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Catalogue catalogue =
        files.isEmpty()
            ? Catalogue.hosting()
            : PolicyFiles.load(files, words.loadOptions()).catalogue();
    List<Permission> found =
        catalogue.all().stream()
            .filter(this::isAskedFor)
            .sorted(comparing(Permission::category).thenComparing(Permission::id))
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      writeJson(found, out);
    } else {
      writeText(found, out);
    }
    out.flush();
    return found.isEmpty() && !exitZero ? PolicyTool.FINDINGS : PolicyTool.OK;
  }

  private boolean isAskedFor(Permission one) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return (one.id().contains(wanted) || one.title().toLowerCase(Locale.ROOT).contains(wanted))
        && (category == null || one.category().equals(category))
        && (!sensitive || one.sensitive());
  }

  private static void writeText(List<Permission> found, PrintWriter out) {
    int width = found.stream().mapToInt(one -> one.id().length()).max().orElse(0);
    String before = "";
    for (Permission one : found) {
      if (!one.category().equals(before)) {
        out.print((before.isEmpty() ? "" : "\n") + one.category() + "\n");
        before = one.category();
      }
      out.print("  " + one.id() + " ".repeat(width - one.id().length()) + "  " + one.title());
      out.print(one.sensitive() ? " (sensitive)" : "");
      out.print(one.needs().isEmpty() ? "" : " [needs " + String.join(", ", one.needs()) + "]");
      out.print('\n');
    }
    if (found.isEmpty()) {
      out.print("none\n");
    }
  }

  private static void writeJson(List<Permission> found, PrintWriter out) throws IOException {
    try (JsonGenerator generator = JsonOutput.generator(out)) {
      generator.writeStartArray();
      for (Permission one : found) {
        generator.writeStartObject();
        generator.writeStringField("id", one.id());
        generator.writeStringField("title", one.title());
        generator.writeStringField("category", one.category());
        generator.writeBooleanField("sensitive", one.sensitive());
        generator.writeArrayFieldStart("needs");
        for (String need : one.needs()) {
          generator.writeString(need);
        }
        generator.writeEndArray();
        generator.writeEndObject();
      }
      generator.writeEndArray();
    }
    out.print('\n');
  }
}
