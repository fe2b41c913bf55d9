package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.servlet.launch.FuzzApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random paths, in process: the servlet that the container runs, the route that the filter applies,
 * and the reading of a lenient framework say the same, or nothing runs. The system property {@code
 * staffgate.fuzz.paths} says how many for each container and setting, {@code staffgate.fuzz.seed}
 * which.
 */
class FuzzedPathsTest {
  private static final Logger log = LoggerFactory.getLogger(FuzzedPathsTest.class);

  private static final int PATHS = Integer.getInteger("staffgate.fuzz.paths", 10_000);
  private static final long SEED = Long.getLong("staffgate.fuzz.seed", 0);

  private static final String[] PIECES = {
    "admin",
    "vault",
    "api",
    "accounts",
    "public",
    "x",
    "users",
    "42",
    "login",
    "Admin",
    "VAULT",
    "/",
    "/",
    "/",
    "/",
    "/",
    "//",
    "/./",
    "/../",
    "/..",
    "..",
    ".",
    "...",
    ";",
    ";x=1",
    "/;/",
    "%2f",
    "%2F",
    "%5c",
    "\\",
    "%2e",
    "%2E%2e",
    "%252e",
    "%252f",
    "%3b",
    "%3B",
    "%00",
    "%0a",
    "%0d",
    "%09",
    "%20",
    "%25",
    "%",
    "%u002e",
    "%c0%ae",
    "%c0%af",
    "%e0%80%af",
    "%ff",
    "%ef%bc%8f",
    "%ef%bc%8e",
    "%e2%80%a5",
    "%e2%80%8b",
    "%c2%a0",
    "%c3%a9",
    "%61",
    "%76ault",
    "a%64min",
    ".do",
    ".json",
    ".css",
    "?",
    "?q=/../",
    "#",
    "~",
    "*",
    "+",
    ":",
    "@",
    "\u00e9",
    "\u0000",
    "\u007f",
    "|",
    "^"
  };

  static Stream<Arguments> containers() {
    return Stream.of(ServletContainer.values())
        .flatMap(
            container -> Stream.of(false, true).map(relaxed -> Arguments.of(container, relaxed)));
  }

  @ParameterizedTest(name = "{0}, relaxed: {1}")
  @MethodSource("containers")
  void path_whatever_isRunByTheServletWhoseRouteWasApplied(
      ServletContainer container, boolean relaxed) throws Exception {
    Random random = new Random(SEED);
    AppDeployment stage =
        new AppDeployment("FuzzApp", relaxed, AppDeployment.staffgate(FuzzApp.POLICY), Map.of());
    List<String> disagreements = new ArrayList<>();
    int ran = 0;
    try (RunningContainer running = container.start(stage)) {
      for (int i = 0; i < PATHS; i++) {
        String path = path(random);
        stage.ran.clear();
        running.run(path);
        for (String run : stage.ran) {
          ran++;
          if (!agrees(path, run)) {
            disagreements.add(path + ": servlet, route, lenient reading: " + run);
          }
        }
      }
    }
    stage.staffgate.close();
    log.info(
        "{}: {}",
        container + (relaxed ? " relaxed" : " default"),
        PATHS + " paths of seed " + SEED + ", " + ran + " ran");
    assertThat(disagreements).isEmpty();
    assertThat(ran).as("what shows that paths come through").isGreaterThan(PATHS / 100);
  }

  // A path that ends in a slash is decided without it as well, and the route that is told is the
  // one of that: here `/vault` has another than `/vault/`. Both have been permitted then.
  private static boolean agrees(String path, String run) {
    return run.matches("([3-7]) \\1 \\1")
        || (run.equals("7 4 7") && path.replaceFirst("[?#].*", "").endsWith("/"));
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder("/");
    for (int more = random.nextInt(8); more >= 0; more--) {
      if (random.nextInt(25) == 0) {
        path.append((char) (0x21 + random.nextInt(0xdf)));
      } else {
        path.append(PIECES[random.nextInt(PIECES.length)]);
      }
      if (random.nextInt(3) == 0) {
        path.append('/');
      }
    }
    return path.toString();
  }
}
