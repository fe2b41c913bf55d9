package dev.staffgate.whm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads the table of hostile answers fails on what it does not understand. */
class HostileReplyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"protocol\":\"TLSv1\"}",
        "{\"cert\":\"signed-by-nobody\"}",
        "{\"hang_after\":\"accept\"}",
        "{\"plain\":false}",
        "{\"drip_ms\":\"5\"}",
      })
  void reply_transportThatIsNotKnown_isRefused(String transport) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HostileReply(200, Map.of(), "", HostileReply.json(transport)))
        .withMessageStartingWith("unknown transport ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "allow", "permit", "fail:", "fail:odd", "ok|allow"})
  void expected_outcomeThatIsNotKnown_isRefused(String outcome) {
    List<String> row = List.of("id", "what", outcome, "200", "{}", "", "{}", "-", "x", "y");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostileReplyVerdict.expected(row))
        .withMessageStartingWith("unknown outcome ");
  }

  @Test
  void expected_outcomesThatAreKnown_areReadAll() {
    List<String> row =
        List.of("id", "what", "ok|fail:timeout", "200", "{}", "", "{}", "-", "x", "y");

    assertThat(HostileReplyVerdict.expected(row))
        .containsExactlyInAnyOrder(
            HostileReplyVerdict.OK, new HostileReplyVerdict("unreachable", "timeout"));
  }
}
