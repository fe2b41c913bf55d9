package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Throwables;
import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Undertow left to itself, which makes filters at the first request that is mapped to them. */
class UndertowFiltersTest {
  private static final Logger LOG = Logger.getLogger("io.undertow");
  private static final String MEND = "call setEagerFilterInit(true) on the DeploymentInfo";

  /** What Undertow tells its log. */
  private static final class Logged extends Handler {
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      if (entry.getThrown() != null) {
        thrown.add(entry.getThrown());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private final Staffgate staffgate = AppDeployment.staffgate(FilterMappingVerifierTest.POLICY);

  private RunningContainer start(String way, String... settings) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("way", way, "late", ""));
    List.of(settings).forEach(setting -> all.put(setting, ""));
    return ServletContainer.UNDERTOW_2_3.start(
        new AppDeployment("MappingApp", false, staffgate, all));
  }

  private static Stream<String> right() {
    return FilterMappingVerifierTest.RIGHT.stream();
  }

  private static Stream<String> wrong() {
    return FilterMappingVerifierTest.WRONG.stream();
  }

  private static void requireGuarded(RunningContainer running) {
    assertThat(running.send("GET", "/a", List.of()).text()).contains("CANARY permit");
    assertThat(running.send("GET", "/b", List.of()).status()).isEqualTo(401);
    assertThat(running.send("GET", "/c?upgrade", List.of()).text()).doesNotContain("CANARY");
  }

  @ParameterizedTest
  @MethodSource("right")
  void filter_setUpRightWithTheInitializer_isMadeAtStartAndDecides(String way) throws Exception {
    try (RunningContainer running = start(way, "initializer")) {
      requireGuarded(running);
    }
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void filter_setUpWrongWithTheInitializer_doesNotStart(String way) {
    assertThatThrownBy(() -> start(way, "initializer").close()).isInstanceOf(Exception.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "initializer", "initializer-without-setup", "behind-another"})
  void filter_registered_isMadeAtStartWithoutMore(String way) throws Exception {
    try (RunningContainer running = start(way)) {
      requireGuarded(running);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "register-twice",
        "behind-websockets",
        "behind-websockets-by-name",
        "built-with-parameters"
      })
  void filter_registeredAndSetUpWrong_doesNotStart(String way) {
    assertThatThrownBy(() -> start(way).close()).isInstanceOf(Exception.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"by-hand", "in-two-mappings", "class", "class-with-settings"})
  void filter_madeAtTheFirstRequest_letsNobodyInAndNamesTheMend(String way) throws Exception {
    Logged logged = new Logged();
    LOG.addHandler(logged);
    try (RunningContainer running = start(way)) {
      for (int i = 0; i < 2; i++) {
        RunningContainer.Answer answer = running.send("GET", "/a", List.of());
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).doesNotContain("CANARY");
      }
    } finally {
      LOG.removeHandler(logged);
    }
    assertThat(logged.thrown)
        .filteredOn(one -> Throwables.getStackTraceAsString(one).contains(MEND))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void filter_mappedToPartOfThePaths_isRefusedWhereItIsMappedAtTheLatest() throws Exception {
    try (RunningContainer running = start("part-of-the-paths")) {
      RunningContainer.Answer answer = running.send("GET", "/admin/x", List.of());

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).doesNotContain("CANARY");
    }
  }
}
