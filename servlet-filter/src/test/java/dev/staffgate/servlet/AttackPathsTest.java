package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.servlet.launch.GuardedApp;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fifteen years of ways around filters, as raw bytes against real containers: as they are, over
 * HTTP/2, below a context path, behind a forward, and behind an asynchronous dispatch.
 */
class AttackPathsTest {
  private static final Logger log = LoggerFactory.getLogger(AttackPathsTest.class);

  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");

  /**
   * What the rows of a family are refused for, some of them at least: otherwise they would not get
   * as far as their hazard.
   */
  private static final Map<String, String> REFUSED_FOR =
      Map.ofEntries(
          entry("backslash", "bad-path"),
          entry("case", "no-route"),
          entry("context-path", "bad-path"),
          entry("dispatch-async", "not-signed-in"),
          // An error page that is refused leaves the status of the error, and a plain body.
          entry("dispatch-error", "container 418"),
          entry("dispatch-forward", "not-signed-in"),
          entry("dispatch-include", "container 200"),
          entry("dot-segment", "bad-path"),
          entry("double-encoding", "bad-path"),
          entry("double-slash", "bad-path"),
          entry("encoded-dot", "bad-path"),
          entry("encoded-semicolon", "bad-path"),
          entry("encoded-slash", "bad-path"),
          entry("invalid-utf8", "bad-path"),
          entry("malformed-percent", "container 400"),
          entry("method", "no-route"),
          entry("method-override", "method-override"),
          entry("nul-control", "bad-path"),
          entry("path-override-header", "not-signed-in"),
          entry("path-param", "bad-path"),
          entry("percent-letter", "not-signed-in"),
          entry("suffix-pattern", "not-signed-in"),
          entry("target-form", "container 400"),
          entry("trailing", "not-signed-in"),
          entry("unicode", "no-route"),
          entry("unicode-separator", "bad-path"),
          entry("unlisted", "no-route"),
          entry("utf16-escape", "container 400"));

  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");

  /**
   * The ways in which a request target gets to the application; a row that does not suit a way is
   * left out.
   */
  private enum Way {
    AS_IT_IS,
    OVER_HTTP_2,
    BELOW_A_CONTEXT_PATH,
    FORWARD,
    ASYNC;

    Optional<String> of(String target) {
      return switch (this) {
        case AS_IT_IS -> Optional.of(target);
        case OVER_HTTP_2 -> Optional.of(target).filter(path -> path.startsWith("/"));
        case BELOW_A_CONTEXT_PATH ->
            Optional.of("/panel" + target)
                .filter(below -> target.startsWith("/") && !target.startsWith("/panel"));
        case FORWARD -> dispatched("forward", target);
        case ASYNC -> dispatched("async", target);
      };
    }

    RunningContainer.Answer send(
        RunningContainer running,
        String method,
        String target,
        List<Map.Entry<String, String>> headers) {
      return this == OVER_HTTP_2
          ? running.sendOverHttp2(method, target, headers)
          : running.send(method, target, headers);
    }

    /** A dispatch stays within its application: what is below the other one begins there. */
    private static Optional<String> dispatched(String how, String target) {
      String context = target.startsWith("/panel/") ? "/panel" : "";
      return Optional.of(
              context + "/go/" + how + "?to=" + encoded(target.substring(context.length())))
          .filter(any -> target.startsWith("/") && !target.startsWith("/go/"));
    }

    private static String encoded(String target) {
      return URLEncoder.encode(target, ISO_8859_1);
    }
  }

  static Stream<Arguments> containers() {
    return Stream.of(ServletContainer.values())
        .flatMap(
            container -> Stream.of(false, true).map(relaxed -> Arguments.of(container, relaxed)));
  }

  @ParameterizedTest(name = "{0}, relaxed: {1}")
  @MethodSource("containers")
  void guardedResource_byAnyPath_runsWithAPermitAlone(ServletContainer container, boolean relaxed)
      throws Exception {
    List<Map<String, String>> rows = AttackTable.paths();
    Map<Way, Integer> sent = new LinkedHashMap<>();
    Set<String> causes = new TreeSet<>();

    List<String> failed =
        failures(rows, container, relaxed, true, List.of(Way.values()), sent, causes);

    log.info("{}: {}", container + (relaxed ? " relaxed" : " default"), sent.toString());
    assertThat(failed).as("%s rows", rows.size()).isEmpty();
    assertThat(rows).hasSizeGreaterThan(200);
    assertThat(causes)
        .containsAll(
            rows.stream()
                .filter(row -> row.get("expected").equals("blocked"))
                .map(row -> row.get("family"))
                .distinct()
                .map(family -> family + " " + REFUSED_FOR.get(family))
                .toList());
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void guardedResource_withoutTheFilter_runsForMostRows(ServletContainer container)
      throws Exception {
    List<Map<String, String>> rows = AttackTable.paths();

    List<String> failed =
        failures(
            rows,
            container,
            true,
            false,
            List.of(Way.AS_IT_IS),
            new LinkedHashMap<>(),
            new TreeSet<>());

    assertThat(failed).as("what shows that the application bites").hasSizeGreaterThan(150);
  }

  private static List<String> failures(
      List<Map<String, String>> rows,
      ServletContainer container,
      boolean relaxed,
      boolean filtered,
      List<Way> ways,
      Map<Way, Integer> sent,
      Set<String> causes)
      throws Exception {
    List<String> failed = new ArrayList<>();
    AppDeployment stage =
        new AppDeployment(
            "GuardedApp",
            relaxed,
            AppDeployment.staffgate(GuardedApp.POLICY),
            Map.of("filtered", String.valueOf(filtered)),
            List.of("", "/panel"));
    try (RunningContainer running = container.start(stage)) {
      for (Map<String, String> row : rows) {
        for (Way way : ways) {
          Optional<String> target = way.of(bytes(row.get("raw_request_target")));
          if (target.isEmpty()) {
            continue;
          }
          sent.merge(way, 1, Integer::sum);
          stage.ran.clear();
          stage.staff = Optional.of(row.get("caller")).filter(caller -> !caller.equals("none"));
          RunningContainer.Answer answer =
              way.send(
                  running,
                  row.get("method"),
                  target.get(),
                  AttackHeaders.lines(row.get("headers")));
          String wrong = problemIn(row, way, container, answer, Set.copyOf(stage.ran));
          causes.add(row.get("family") + " " + cause(answer));
          if (!wrong.isEmpty()) {
            failed.add(row.get("id") + " " + way + " " + target.get() + ": " + wrong);
          }
        }
      }
    }
    stage.staffgate.close();
    return failed;
  }

  /** Why a request was refused: our code, or the container with a status of its own. */
  private static String cause(RunningContainer.Answer answer) {
    Matcher code = CODE.matcher(answer.text());
    return code.find() ? code.group(1) : "container " + answer.status();
  }

  private static String problemIn(
      Map<String, String> row,
      Way way,
      ServletContainer container,
      RunningContainer.Answer answer,
      Set<String> ran) {
    String guarded = row.get("protected_path_intended");
    if (row.get("expected").equals("allowed-legit")) {
      boolean hasRun = !ran.isEmpty() || guarded.equals("-");
      return answer.status() / 100 == 2 && hasRun ? "" : "is not served but " + answer;
    }
    Set<String> mayRun =
        row.get("caller").equals("accounts.view") ? Set.of("accounts.view") : Set.of();
    if (!mayRun.containsAll(ran)) {
      return "ran " + ran;
    }
    if (mayRun.isEmpty() && answer.text().contains("CANARY")) {
      return "showed " + answer;
    }
    // What the application asks its container to dispatch to may be no path at all.
    boolean provoked =
        row.get("raw_request_target").equals("/go/throw") || way == Way.FORWARD || way == Way.ASYNC;
    // Undertow itself answers so to a target that does not begin with a path.
    boolean ofUndertow =
        container == ServletContainer.UNDERTOW_2_3
            && !row.get("raw_request_target").startsWith("/")
            && answer.status() == 500;
    boolean defect = answer.status() >= 500 && answer.status() != 501 && !provoked && !ofUndertow;
    return defect ? "is a defect " + answer : "";
  }

  /** The bytes of a target as characters of ISO 8859-1. */
  private static String bytes(String written) {
    String utf8 = new String(written.getBytes(UTF_8), ISO_8859_1);
    if (BYTE.matcher(utf8).replaceAll("").indexOf('\\') >= 0) {
      throw new IllegalArgumentException("a backslash that begins no byte: " + written);
    }
    return BYTE.matcher(utf8)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(found.group(1), 16))));
  }
}
