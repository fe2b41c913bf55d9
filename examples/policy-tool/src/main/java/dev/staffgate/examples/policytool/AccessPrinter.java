package dev.staffgate.examples.policytool;

import dev.staffgate.decision.Access;
import dev.staffgate.wire.AccessWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** How the answer to a question in reverse is written. It is written as it is found. */
final class AccessPrinter {
  @Option(names = "--json", description = "As one JSON document: a list.")
  private boolean json;

  /**
   * Writes it.
   *
   * @param ifEmpty what to say, where there is nothing to tell and it is no JSON
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
    return PolicyTool.FINE;
  }
}
