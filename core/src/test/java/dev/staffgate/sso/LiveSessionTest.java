package dev.staffgate.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.network.IpAddress;
import dev.staffgate.sso.LiveSession.Phase;
import dev.staffgate.sso.StoredFields.MalformedException;
import dev.staffgate.state.StateValue;
import dev.staffgate.wire.RequestWriter;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions as the state store keeps them: read as written, and nothing else is read. */
class LiveSessionTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00.123456789Z");
  private static final LiveSession SESSION =
      new LiveSession(
          Phase.OPEN,
          NOW,
          AccessRequest.sso("Bob@example", "box")
              .at(NOW)
              .from("2001:db8::1")
              .secondFactorAt(NOW.minusSeconds(60))
              .actingAs("operator")
              .inEmergencies("site-down")
              .with("note", "a\nb\\n: c")
              .approvedBy(
                  GivenApproval.of("eve", NOW)
                      .withFrom(IpAddress.parse("203.0.113.7"))
                      .withActingAs("approver")),
          Optional.of("smith"),
          new OpenedPlace("box", "plesk", URI.create("https://box.example.net:8443"), "ops"),
          Optional.of(NOW.plusSeconds(900)),
          Optional.of("owner/one\\two\nthree: \u00fc"));

  @Test
  void value_ofASession_isReadAsItWasWritten() throws MalformedException {
    for (Phase phase : Phase.values()) {
      LiveSession read = LiveSession.read(SESSION.in(phase, NOW).toValue());

      assertThat(read.phase()).isEqualTo(phase);
      assertThat(read.since()).isEqualTo(NOW);
      assertThat(read.account()).isEqualTo(SESSION.account());
      assertThat(read.place()).isEqualTo(SESSION.place());
      assertThat(read.expiresAt()).isEqualTo(SESSION.expiresAt());
      assertThat(read.revocation()).isEqualTo(SESSION.revocation());
      assertThat(RequestWriter.write(read.request()))
          .isEqualTo(RequestWriter.write(SESSION.request()));
    }
  }

  @Test
  void value_underALock_keepsTheLock() throws MalformedException {
    LiveSession locked =
        new LiveSession(
            Phase.OPEN,
            NOW,
            SESSION.request().underLocks(List.of(Lock.onEverybody("closed"))),
            Optional.empty(),
            SESSION.place(),
            Optional.empty(),
            Optional.empty());

    assertThat(LiveSession.read(locked.toValue()).request().locks())
        .isEqualTo(locked.request().locks());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          sso-session 1      | sso-session 2
          phase: open        | phase: OPEN
          phase: open        | phase: closed
          phase: open\\n     | phase: open\\nphase: open\\n
          phase: open\\n     | ``
          phase: open        | phase:open
          user: ops          | user: ops\\nuser: root
          account: smith     | account: \\x
          since: 2026        | since: x2026
          https://           | https:// /
          server.sso         | server.sso"x
          request:           | other:
          panel: plesk\\nurl | url
          """)
  void value_thatWasChanged_isRefused(String before, String after) {
    String text = SESSION.toValue().text();
    String from = before.replace("\\n", "\n");
    assertThat(text).contains(from);
    StateValue changed = StateValue.ofText(text.replace(from, after.replace("\\n", "\n")));

    assertThatThrownBy(() -> assertThat(LiveSession.read(changed)).isNull())
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void value_thatIsCutOrLonger_isRefused() {
    byte[] whole = SESSION.toValue().bytes();
    for (int length = 0; length < whole.length; length++) {
      StateValue cut = StateValue.of(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> assertThat(LiveSession.read(cut)).isNull())
          .isInstanceOf(MalformedException.class);
    }
    StateValue longer = StateValue.ofText(SESSION.toValue().text() + "\n");
    assertThatThrownBy(() -> assertThat(LiveSession.read(longer)).isNull())
        .isInstanceOf(MalformedException.class);
  }
}
