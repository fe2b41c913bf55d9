package dev.staffgate.whm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.Staffgate;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.whm.directadmin.DirectAdminSessionClient;
import dev.staffgate.whm.plesk.PleskSessionClient;
import dev.staffgate.whm.virtualmin.VirtualminSessionClient;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that lacks a client is told the class to add, by the name that the class has. */
class MissingClientTest {
  static Stream<Arguments> clients() {
    return Stream.of(
        Arguments.of("whm", WhmSessionClient.class),
        Arguments.of("plesk", PleskSessionClient.class),
        Arguments.of("directadmin", DirectAdminSessionClient.class),
        Arguments.of("virtualmin", VirtualminSessionClient.class));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void test_serverWithoutAClient_namesTheClass(
      String panel, Class<? extends PanelSessionClient> client) {
    String policy =
        """
        staffgate: 1
        servers:
          web1: { panel: %s, url: "https://web1.example", user: admin, token: env:T, sso: { access: unrestricted, as: ops } }
        """
            .formatted(panel);
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", policy)))
            .audit(event -> {})
            .build()) {
      assertThatThrownBy(() -> staffgate.connect().test("web1"))
          .isInstanceOf(PanelException.class)
          .hasMessageContaining("Add a " + client.getName() + " (of the module staffgate-whm)");
    }
  }
}
