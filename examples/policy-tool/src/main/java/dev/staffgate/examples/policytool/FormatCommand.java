package dev.staffgate.examples.policytool;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.staffgate.yaml.FormattedFile;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFormatter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lays policies out in one way. */
@Command(
    name = "format",
    description = {
      "Lays policies out in one way: indentation, blanks, quotation marks. Every comment stays,"
          + " what stands in a line stays in it, and each file is proven to say the same.",
      "Prints the text, unless --write or --check is given."
    },
    footer = {
      "Ends with 0; 1 if a file is not formatted and --check is given; 2 if a file is not a policy"
          + " or cannot be read or written. Nothing is written then.",
      "",
      "Examples:",
      "  policy-tool format staffgate.yaml",
      "  policy-tool format --write staffgate.yaml tests.yaml",
      "  policy-tool format --check staffgate.yaml tests.yaml"
    },
    mixinStandardHelpOptions = true)
final class FormatCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, each by itself.")
  private List<Path> files;

  @ArgGroup private Mode mode = new Mode();

  /** The uses of the text; not both. */
  static final class Mode {
    @Option(names = "--write", description = "Writes each file that is not formatted yet.")
    boolean write;

    @Option(names = "--check", description = "Names each file that is not formatted.")
    boolean check;
  }

  @Option(names = "--json", description = "With --check or --write: as one JSON object.")
  private boolean json;

  @Option(names = "--exit-zero", description = "Ends with 0 also where --check finds a file.")
  private boolean exitZero;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<FormattedFile> formatted =
        files.stream().map(file -> PolicyFormatter.format(file, LoadOptions.DEFAULT)).toList();
    List<FormattedFile> changed = formatted.stream().filter(FormattedFile::isChanged).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (mode.write) {
      changed.forEach(FormatCommand::write);
    }
    if (!mode.write && !mode.check) {
      formatted.forEach(one -> out.print(one.after()));
    } else if (json) {
      writeJson(formatted, out);
    } else {
      changed.forEach(one -> out.print(ShownName.of(one.file()) + "\n"));
    }
    out.flush();
    return mode.check && !exitZero && !changed.isEmpty() ? PolicyTool.FINDINGS : PolicyTool.OK;
  }

  private static void write(FormattedFile changed) {
    try {
      OutputFile.write(changed.file(), out -> out.write(changed.after()));
    } catch (IOException e) {
      throw UnusableFileException.writing("--write", changed.file(), e);
    }
  }

  private void writeJson(List<FormattedFile> all, PrintWriter out) throws IOException {
    try (JsonGenerator generator = JsonOutput.generator(out)) {
      generator.writeStartObject();
      generator.writeArrayFieldStart("files");
      for (FormattedFile one : all) {
        generator.writeStartObject();
        generator.writeStringField("file", one.file().toString());
        generator.writeBooleanField("formatted", mode.write || !one.isChanged());
        generator.writeBooleanField("changed", mode.write && one.isChanged());
        generator.writeEndObject();
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
    out.print('\n');
  }
}
