package dev.staffgate.examples.policytool;

import dev.staffgate.decision.Access;
import dev.staffgate.wire.AccessWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
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

  /**
   * Writes the ids that are permitted in given circumstances, one a line.
   *
   * @param ids of policies, which need no escaping
   * @param ifEmpty the text for an empty answer; not used for JSON
   */
  int printIds(List<String> ids, String ifEmpty, PrintWriter out) {
    if (json) {
      out.println(
          ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(",", "[", "]")));
    } else {
      (ids.isEmpty() ? List.of(ifEmpty) : ids).forEach(out::println);
    }
    out.flush();
    return PolicyTool.OK;
  }
}
