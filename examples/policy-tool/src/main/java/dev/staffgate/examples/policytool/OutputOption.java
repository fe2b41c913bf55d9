package dev.staffgate.examples.policytool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The place of an answer: standard output, or a file. */
final class OutputOption {
  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Writes the answer to this file, whole or not at all.")
  private @Nullable Path file;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Refuses an output that is also read, before anything is done. */
  void refuseInputs(Collection<Path> inputs) {
    if (file != null) {
      OutputFile.refuseInput("--output", file, inputs);
    }
  }

  /**
   * Writes the answer.
   *
   * @throws UnusableFileException if the file cannot be written; what was there before stays
   */
  void write(OutputFile.Content answer) throws IOException {
    if (file == null) {
      PrintWriter out = spec.commandLine().getOut();
      answer.writeTo(out);
      out.flush();
      return;
    }
    try {
      OutputFile.write(file, answer);
    } catch (IOException e) {
      throw UnusableFileException.writing("--output", file, e);
    }
  }
}
