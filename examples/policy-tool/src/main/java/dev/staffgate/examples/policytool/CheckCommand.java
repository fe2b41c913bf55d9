package dev.staffgate.examples.policytool;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.policy.Policy;
import dev.staffgate.wire.DecisionWriter;
import dev.staffgate.wire.RequestFormatException;
import dev.staffgate.wire.RequestReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers requests, one JSON object a line. */
@Command(
    name = "check",
    description = "Answers requests, one JSON object a line, with one JSON object a line.",
    footer = {
      "Of several files behind --policy the last one is the requests if it ends in .jsonl or"
          + " .json.",
      "Ends with 0 if all were permitted, 1 if not all, 2 if a line or the policy could not be"
          + " read.",
      "",
      "Examples:",
      "  policy-tool check --policy staffgate.yaml requests.jsonl",
      "  policy-tool check --policy staffgate.yaml < requests.jsonl"
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  @Mixin private PolicyOption policy = new PolicyOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "REQUESTS.jsonl",
      description = "The requests; standard input without it.")
  private @Nullable Path requests;

  @Option(names = "--exit-zero", description = "Ends with 0 also where some are not permitted.")
  private boolean exitZero;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    takeRequestsFromPolicyFiles();
    Policy loaded = policy.load();
    PrintWriter out = spec.commandLine().getOut();
    try (BoundedLineReader reader = reader()) {
      int exit = answer(loaded, reader, out);
      return exitZero && exit == PolicyTool.FINDINGS ? PolicyTool.OK : exit;
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println(
              named()
                  + " cannot be read: "
                  + (requests == null ? e.getMessage() : FileFaults.reason(requests, e)));
      return PolicyTool.FAILED;
    } finally {
      out.flush();
      spec.commandLine().getErr().flush();
    }
  }

  /**
   * {@code --policy a.yaml requests.jsonl}: the option takes as many files as follow, so the last
   * may be the requests. Of a file of another name it cannot be told.
   */
  private void takeRequestsFromPolicyFiles() {
    int last = policy.files.size() - 1;
    if (requests == null && last > 0 && isRequests(policy.files.get(last).toString())) {
      requests = policy.files.get(last);
      policy.files = policy.files.subList(0, last);
    }
  }

  private static boolean isRequests(String name) {
    return name.endsWith(".jsonl") || name.endsWith(".json");
  }

  private String named() {
    return requests == null
        ? "the requests on standard input"
        : "the file of requests " + ShownName.of(requests);
  }

  private BoundedLineReader reader() throws IOException {
    return new BoundedLineReader(requests == null ? System.in : Files.newInputStream(requests));
  }

  private static int answer(Policy policy, BoundedLineReader reader, PrintWriter out)
      throws IOException {
    int exit = PolicyTool.OK;
    long number = 0;
    for (Optional<BoundedLineReader.Line> line = reader.next();
        line.isPresent() && !PolicyTool.isClosed(out); // nobody reads the answers any more
        line = reader.next()) {
      number++;
      try {
        String text = text(line.get(), number);
        if (text.isBlank()) {
          continue;
        }
        Decision decision = policy.decide(RequestReader.read(text));
        out.println(DecisionWriter.write(decision));
        exit = decision.permitted() ? exit : Math.max(exit, PolicyTool.FINDINGS);
      } catch (CharacterCodingException notUtf8) {
        out.println(DecisionWriter.error("this is not UTF-8 text", number));
        exit = PolicyTool.FAILED;
      } catch (RequestFormatException | UnknownPermissionException | UnreadableLockException e) {
        out.println(DecisionWriter.error(String.valueOf(e.getMessage()), number));
        exit = PolicyTool.FAILED;
      }
    }
    return exit;
  }

  /** Editors of some systems write a mark before the first line; it belongs to no request. */
  private static String text(BoundedLineReader.Line line, long number)
      throws CharacterCodingException {
    String text = line.text();
    return number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK
        ? text.substring(1)
        : text;
  }
}
