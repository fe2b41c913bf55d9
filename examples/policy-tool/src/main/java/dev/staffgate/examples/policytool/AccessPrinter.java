package dev.staffgate.examples.policytool;

import dev.staffgate.decision.Access;
import dev.staffgate.wire.AccessWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** Writes the answer to a reverse question piece by piece, as it is found. */
final class AccessPrinter {
  @Option(names = "--json", description = "As one JSON document: a list.")
  private boolean json;

  /**
   * Writes it.
   *
   * @param ifEmpty the text for an empty answer; not used for JSON
   */
  int print(List<Access> answer, String ifEmpty, PrintWriter out) throws IOException {
    if (json) {
      AccessWriter.write(answer, out);
      out.println();
    } else {
      answer.forEach(one -> one.toText(out::print));
      if (answer.isEmpty()) {
        out.println(ifEmpty);
      }
    }
    out.flush();
    return PolicyTool.OK;
  }
}
