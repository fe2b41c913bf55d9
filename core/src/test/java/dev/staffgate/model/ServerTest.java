package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 2, {@code servers}: what a server can be. */
class ServerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://web1.example.net",
        "https://web1.example.net/",
        "https://web1.example.net:1",
        "https://web1.example.net:65535",
        "https://203.0.113.7:2087",
        "https://[2001:db8::1]:2087/"
      })
  void isServerUrl_ofHostAndPort_isTrue(String url) {
    assertThat(Server.isServerUrl(URI.create(url))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://web1.example.net",
        "web1.example.net",
        "https:web1",
        "https:///login",
        "https://web_1.example.net",
        "https://root@web1.example.net",
        "https://web1.example.net/login",
        "https://web1.example.net//",
        "https://web1.example.net?x",
        "https://web1.example.net#x",
        "https://127.1",
        "https://0x7f.1",
        "https://web1.example.net:0",
        "https://web1.example.net:65536"
      })
  void isServerUrl_ofMoreOrLess_isFalse(String url) {
    assertThat(Server.isServerUrl(URI.create(url))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "!", "~", "a@b", "u-1_2.x"})
  void isPanelUser_ofPrintableAscii_isTrue(String user) {
    assertThat(Server.isPanelUser(user)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:b", "a\n", "a\u007f", "é"})
  void isPanelUser_ofWhatWouldBreakAHeader_isFalse(String user) {
    assertThat(Server.isPanelUser(user)).isFalse();
  }

  @Test
  void isPanelUser_of128Characters_isTrueAndOfMoreFalse() {
    assertThat(Server.isPanelUser("x".repeat(128))).isTrue();
    assertThat(Server.isPanelUser("x".repeat(129))).isFalse();
  }

  @Test
  void sso_withRolesOnAnUnrestrictedServer_isRefused() {
    Server.SsoRole role = new Server.SsoRole(NameRef.of("desk"), Optional.of("support"));

    assertThat(sso(true, Optional.of("ops"), role).roles()).containsExactly(role);
    assertThat(sso(false, Optional.empty()).roles()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sso(false, Optional.empty(), role))
        .withMessage("roles have no effect on an unrestricted server");
  }

  @Test
  void sso_asNoPanelUser_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> sso(true, Optional.of("a b")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Server.SsoRole(NameRef.of("desk"), Optional.of("a:b")));
  }

  private static Server.Sso sso(boolean restricted, Optional<String> as, Server.SsoRole... roles) {
    return new Server.Sso(restricted, List.of(roles), as, List.of(), Place.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "whm1.example.net, whm1.example.net",
    "WHM1.Example.NET, whm1.example.net",
    "localhost, localhost",
    "_dmarc.example.net, _dmarc.example.net",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "192.0.2.1, 192.0.2.1",
    "2001:DB8:0::2, 2001:db8::2",
  })
  void alias_ofAHost_isKeptInOneForm(String written, String kept) {
    assertThat(aliased(written).aliases()).containsExactly(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "*.example.net", "a.example.net:2087", "https://a.example", "a..example",
        "a.example.", ".a.example", "b\u00fccher.example", "a b", "-a.example", "a-.example",
        "127.1", "0x7f.0x1", "1.2.3.4.5", "a.example.0x1", "010.0.0.1", "[2001:db8::1]",
        "fe80::1%eth0", "::ffff:192.0.2.1", "192.0.2.0/24", "\u0660.example"
      })
  void alias_notAHostOrWithMore_isRefused(String written) {
    assertThat(Server.alias(written)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> aliased(written));
  }

  @Test
  void alias_longerThanAHostName_isRefused() {
    String label = "a".repeat(63);
    String longest = String.join(".", label, label, label, "a".repeat(61));
    assertThat(Server.alias(longest)).isPresent();
    assertThat(Server.alias(longest + "a")).isEmpty();
    assertThat(Server.alias("a".repeat(64) + ".example")).isEmpty();
  }

  @Test
  void host_ofAServer_isInTheFormOfItsAliases() {
    assertThat(server("web1", "whm", URI.create("https://WEB1.example:2087"), "root").host())
        .contains("web1.example");
    assertThat(server("web1", "whm", URI.create("https://[2001:DB8::0:1]"), "root").host())
        .contains("2001:db8::1");
  }

  private static Server aliased(String alias) {
    Server server = server("web1", "whm", URI.create("https://web1"), "root");
    return new Server(
        server.id(),
        server.title(),
        server.panel(),
        server.url(),
        List.of(alias),
        server.user(),
        server.token(),
        server.pin(),
        server.sso(),
        server.at());
  }

  @Test
  void parts_ofAnotherForm_areRefused() {
    URI url = URI.create("https://web1");

    assertThat(server("web1", "whm", url, "root").url()).isEqualTo(url);
    assertThatIllegalArgumentException().isThrownBy(() -> server("@eu", "whm", url, "root"));
    assertThatIllegalArgumentException().isThrownBy(() -> server("web1", "WHM", url, "root"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> server("web1", "whm", URI.create("http://web1"), "root"));
    assertThatIllegalArgumentException().isThrownBy(() -> server("web1", "whm", url, "a b"));
  }

  private static Server server(String id, String panel, URI url, String user) {
    return new Server(
        id,
        Optional.empty(),
        panel,
        url,
        List.of(),
        user,
        new SecretRef("env", "TOKEN"),
        Optional.empty(),
        Optional.empty(),
        Place.NONE);
  }
}
