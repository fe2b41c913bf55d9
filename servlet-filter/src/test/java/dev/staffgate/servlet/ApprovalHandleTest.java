package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.AccessRequest;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApprovalHandleTest {
  private static final AccessRequest QUESTION =
      AccessRequest.of("ann", "payment.refund")
          .on("department", "bïlling\n")
          .with("amount", "12.50")
          .from("203.0.113.7")
          .at(Instant.parse("2026-11-23T09:00:00Z"))
          .secondFactorAt(Instant.parse("2026-11-23T08:59:00Z"));

  @Test
  void handle_readByWhoAsked_isTheQuestionWithoutItsCircumstances() {
    AccessRequest read = ApprovalHandle.read(ApprovalHandle.of(QUESTION), "ann");

    assertThat(read.permissionId()).isEqualTo("payment.refund");
    assertThat(read.resources()).isEqualTo(QUESTION.resources());
    assertThat(read.attributes()).isEqualTo(QUESTION.attributes());
    assertThat(read.from()).isEmpty();
    assertThat(read.secondFactorAt()).isEmpty();
    assertThat(read.at()).isEmpty();
    assertThat(ApprovalHandle.of(QUESTION)).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void handle_ofSomebodyElse_isRefused() {
    assertThatThrownBy(() -> ApprovalHandle.read(ApprovalHandle.of(QUESTION), "bob"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "{\"staff\":\"ann\"}",
        "{\"staff\":\"ann\",\"staff\":\"bob\",\"permission\":\"a.b\",\"at\":\"2026-11-23T09:00:00Z\"}",
        "{\"staff\":\"ann\",\"permission\":\"a.b\",\"at\":\"2026-11-23T09:00:00Z\",\"attributes\":{\"staff.id\":\"bob\"}}"
      })
  void handle_madeByHandAndWrong_isRefused(String line) {
    String handle = Base64.getUrlEncoder().encodeToString(line.getBytes(UTF_8));

    assertThatThrownBy(() -> ApprovalHandle.read(handle, "ann"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%%", "gIA", "=", "a"})
  void handle_thatIsNone_isRefused(String handle) {
    assertThatThrownBy(() -> ApprovalHandle.read(handle, "ann"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("this is not a handle");
    assertThatThrownBy(() -> ApprovalHandle.read("e".repeat(9_000), "ann"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
