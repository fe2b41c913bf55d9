package dev.staffgate.examples.panel.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.servlet.Caller;
import dev.staffgate.session.SessionRef;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jetty.session.SessionData;
import org.junit.jupiter.api.Test;

/** What is kept of a web session: readable with its cookie alone, and of known kinds alone. */
class WebSessionSealTest {
  private static final String ID = "node01abcdefghijklmnop0";
  private static final Caller CALLER =
      new Caller(
          "ann",
          Instant.parse("2026-11-24T10:00:00.123456789Z"),
          new SessionRef("0123456789abcdef".repeat(2), new SessionEpoch(7)));

  private static SessionData session(Map<String, Object> attributes) {
    SessionData data = new SessionData(ID, "/", "0.0.0.0", 1, 2, 3, 4);
    data.putAllAttributes(attributes);
    return data;
  }

  @Test
  void session_encodedAndDecoded_isTheSame() throws Exception {
    Map<String, Object> attributes =
        Map.of(Caller.ATTRIBUTE, CALLER, "csrf", "0a1b", "other", new Caller("bob", null));
    WebSessionCodec.KeptSession kept =
        WebSessionCodec.decode(WebSessionCodec.encode(session(attributes)));
    assertThat(kept.attributes()).isEqualTo(attributes);
    assertThat(kept.created()).isEqualTo(1);
    assertThat(kept.accessed()).isEqualTo(2);
    assertThat(kept.lastAccessed()).isEqualTo(3);
    assertThat(kept.maxInactive()).isEqualTo(4);
  }

  @Test
  void attribute_ofAnotherKind_isLeftOut() throws Exception {
    WebSessionCodec.KeptSession kept =
        WebSessionCodec.decode(
            WebSessionCodec.encode(session(Map.of("csrf", "0a1b", "list", List.of(1)))));
    assertThat(kept.attributes()).isEqualTo(Map.of("csrf", "0a1b"));
  }

  @Test
  void bytes_cutOrChanged_areRefusedAndNeverAnotherException() throws Exception {
    byte[] whole = WebSessionCodec.encode(session(Map.of(Caller.ATTRIBUTE, CALLER)));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> WebSessionCodec.decode(cut)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> WebSessionCodec.decode(Arrays.copyOf(whole, 999)))
        .isInstanceOf(IOException.class);
    Random random = new Random(20261124);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      try {
        assertThat(WebSessionCodec.decode(changed).attributes().size()).isLessThanOrEqualTo(32);
      } catch (IOException refused) {
        assertThat(refused).isNotNull();
      }
    }
  }

  @Test
  void seal_ofASession_opensWithItsIdAlone() throws Exception {
    byte[] plain = "what a session holds".getBytes(UTF_8);
    byte[] sealed = new WebSessionSeal(ID).seal(plain);
    assertThat(new WebSessionSeal(ID).open(sealed)).isEqualTo(plain);
    assertThat(new String(sealed, UTF_8)).doesNotContain("session");
    assertThatThrownBy(() -> new WebSessionSeal(ID + "1").open(sealed))
        .isInstanceOf(GeneralSecurityException.class);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> new WebSessionSeal(ID).open(sealed))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> new WebSessionSeal(ID).open(new byte[3]))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void key_ofASession_doesNotHoldItsId() {
    assertThat(new WebSessionSeal(ID).key().text())
        .matches("web-session/[0-9a-f]{40}")
        .isNotEqualTo(new WebSessionSeal(ID + "1").key().text());
  }
}
