package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.servlet.launch.PeerApp;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A peer that something before the filter has replaced by what a header says is nobody's. */
class ReplacedPeerTest {
  private static final List<Map.Entry<String, String>> CLAIM =
      List.of(Map.entry("X-Forwarded-For", "203.0.113.7"));
  private static final List<String> CONTEXTS = List.of("/peer", "/behind", "/container");

  static Stream<Arguments> replacements() {
    Stream<Arguments> tomcats =
        Stream.of(ServletContainer.TOMCAT_10_1, ServletContainer.TOMCAT_11)
            .map(
                tomcat ->
                    Arguments.of(
                        tomcat, Map.of("filter", "org.apache.catalina.filters.RemoteIpFilter")));
    return Stream.concat(
        Stream.of(ServletContainer.values())
            .map(container -> Arguments.of(container, Map.of("replaced", ""))),
        tomcats);
  }

  private static String found(RunningContainer running, String path) {
    String text = running.send("GET", path, CLAIM).text();
    return text.substring(text.indexOf("ADDRESS ") + 8);
  }

  @ParameterizedTest
  @MethodSource("replacements")
  void peer_thatWasReplaced_isNotGivenUnlessThatIsChosenByName(
      ServletContainer container, Map<String, String> settings) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try (Staffgate staffgate = AppDeployment.staffgate(PeerApp.POLICY);
        RunningContainer running =
            container.start(new AppDeployment("PeerApp", false, staffgate, settings, CONTEXTS))) {
      assertThat(running.send("GET", "/peer/office", CLAIM).status()).isEqualTo(403);
      assertThat(running.send("GET", "/behind/office", CLAIM).status()).isEqualTo(403);
      assertThat(found(running, "/peer/address")).isEqualTo("none");
      assertThat(found(running, "/behind/address")).isEqualTo("none");
      assertThat(found(running, "/container/address")).isEqualTo("203.0.113.7");
      assertThat(running.send("GET", "/container/office", CLAIM).status()).isEqualTo(200);
    } finally {
      System.setErr(before);
    }
    // Once for each of the two filters, not for each request.
    assertThat(log.toString(UTF_8).split("has replaced the peer's address", -1)).hasSize(3);
    assertThat(log.toString(UTF_8)).contains("server.forward-headers-strategy=none");
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void peer_thatWasNotReplaced_isTheClient(ServletContainer container) throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate(PeerApp.POLICY);
        RunningContainer running =
            container.start(new AppDeployment("PeerApp", false, staffgate, Map.of(), CONTEXTS))) {
      assertThat(found(running, "/peer/address")).isEqualTo("127.0.0.1");
      assertThat(found(running, "/behind/address")).isEqualTo("203.0.113.7");
      assertThat(found(running, "/container/address")).isEqualTo("127.0.0.1");
      assertThat(running.send("GET", "/behind/office", CLAIM).status()).isEqualTo(200);
    }
  }
}
