package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.http.HttpReply;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a support agent reads: every shape that WHM's answers take, with the kind, the finer cause
 * and the message, to the letter.
 */
class ReplyMessagesTest {
  private static final SessionReplyReader READING =
      new SessionReplyReader(
          "https://web1.example.net",
          "ann",
          "shop",
          PanelTarget.of(Area.ACCOUNT),
          Instant.parse("2026-11-23T09:00:00Z"));

  private static List<List<String>> rows() throws IOException {
    return Resources.readLines(Resources.getResource("dev/staffgate/whm/answers.tsv"), UTF_8)
        .stream()
        .skip(1)
        .map(line -> Splitter.on('\t').splitToList(line))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> answers_ofEveryShape_giveTheMessageBesideThem() throws IOException {
    return rows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.get(0),
                    () ->
                        assertThat(READING.verdict(answer(row)).toString())
                            .isEqualTo(String.join("\t", row.subList(4, 7)))));
  }

  private static HttpReply answer(List<String> row) {
    return new HttpReply(
        Integer.parseInt(row.get(1)), row.get(2), "", Optional.empty(), row.get(3).getBytes(UTF_8));
  }

  private static SessionReplyReader.Verdict ofLatin1(String json) {
    return READING.verdict(
        new HttpReply(200, "text/plain", "", Optional.empty(), json.getBytes(ISO_8859_1)));
  }

  @Test
  void refusal_withBytesThatAreNoText_isTheRefusalAndASessionWithSomeIsMalformed() {
    assertThat(
            ofLatin1(
                    "{\"metadata\":{\"result\":0,\"reason\":\"The account is suspended:"
                        + " gek\u00fcndigt\"}}")
                .kind())
        .isEqualTo("suspended");
    assertThat(
            ofLatin1(
                "{\"metadata\":{\"result\":1,\"reason\":\"f\u00fcr"
                    + " Sie\"},\"data\":{\"url\":\"https://"
                    + "web1.example.net:2083/cpsess42/login/?session=shop%3aabc\",\"cp_security_token\":"
                    + "\"/cpsess42\"}}"))
        .satisfies(
            verdict -> {
              assertThat(verdict.kind()).isEqualTo("protocol");
              assertThat(verdict.detail()).isEqualTo("malformed");
            });
  }

  @Test
  void messages_all_areTwoSentencesThatNameTheServerAndHoldNoSecret() throws IOException {
    List<List<String>> failures = rows().stream().filter(row -> !row.get(4).equals("ok")).toList();

    assertThat(failures).hasSizeGreaterThan(30);
    assertThat(failures)
        .extracting(row -> row.get(6))
        .allSatisfy(
            message ->
                assertThat(message)
                    .matches("server web1 \\(web1\\.example\\.net:2087\\): .+\\. [A-Za-z].+\\.")
                    .hasSizeLessThan(600)
                    .doesNotContain("cpsess", "session=", SessionReplyReader.TOKEN.revealToUse()));
  }
}
