package dev.staffgate.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.yaml.PolicyFiles;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server whose panel no client is for is told of once, when its policy comes in force. */
class MissingClientNoticeTest {
  private final MissingClientNotice notice = new MissingClientNotice(Set.of("whm"));

  /** A policy with servers that are each named by kind and number, such as {@code plesk 1}. */
  private static PolicyDocument policy(String... servers) {
    return PolicyFiles.parse(
            "policy.yaml",
            Stream.of(servers)
                .map(
                    one ->
                        "  %s: { panel: %s, url: \"https://h.example\", user: admin, token: env:T }"
                            .formatted(one.replace(" ", ""), one.substring(0, one.indexOf(' '))))
                .collect(Collectors.joining("\n", "staffgate: 1\nservers:\n", "\n")))
        .document();
  }

  @Test
  void warnings_serversWithoutAClient_nameThemAndTheClassToAdd() {
    assertThat(notice.warnings(policy("whm 1", "plesk 1", "plesk 2", "directadmin 1")))
        .containsExactly(
            "nobody can enter server directadmin1 through this program: this program has no client"
                + " for panels of the kind directadmin. Add a"
                + " dev.staffgate.whm.directadmin.DirectAdminSessionClient (of the module"
                + " staffgate-whm) by Staffgate.builder().panels(…)",
            "nobody can enter servers plesk1, plesk2 through this program: this program has no"
                + " client for panels of the kind plesk. Add a"
                + " dev.staffgate.whm.plesk.PleskSessionClient (of the module staffgate-whm) by"
                + " Staffgate.builder().panels(…)");
  }

  @Test
  void warnings_ofTheNextPolicy_tellOfNewServersAlone() {
    assertThat(notice.warnings(policy("plesk 1"))).hasSize(1);
    assertThat(notice.warnings(policy("plesk 1"))).isEmpty();
    assertThat(notice.warnings(policy("plesk 1", "plesk 2")))
        .singleElement()
        .asString()
        .startsWith("nobody can enter server plesk2 through");
    assertThat(notice.warnings(policy("whm 1"))).isEmpty();
    assertThat(notice.warnings(policy("plesk 1"))).hasSize(1);
  }

  @Test
  void warnings_manyServers_nameFive() {
    String[] many =
        Stream.iterate(1, i -> i + 1).limit(9).map(i -> "plesk " + i).toArray(String[]::new);

    assertThat(notice.warnings(policy(many)))
        .singleElement()
        .asString()
        .contains("plesk4, plesk5 and 4 more through");
  }
}
