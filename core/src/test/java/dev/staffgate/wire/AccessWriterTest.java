package dev.staffgate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.staffgate.decision.Access;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers to questions in reverse as JSON, whole. */
class AccessWriterTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles:
            helper: { grants: [client.view, { permission: invoice.edit, up-to: { amount: 100 } }] }
            lead:
              includes: [helper]
              requires: { second-factor: 1h }
              grants: [connect.use]
              denies: [{ permission: client.delete, not-schedule: day }]
            root: { grants: [client.delete] }
          schedules: { day: { zone: UTC, windows: ["mon-fri 08:00-18:00"] } }
          servers:
            web1:
              panel: whm
              url: https://web1.example.net:2087
              user: root
              token: env:TOKEN
              sso: { access: restricted, roles: [{ role: lead, as: ops }] }
          staff:
            ann: { roles: [helper] }
            bea: { roles: [{ role: lead, until: 2027-01-01T00:00Z }, root], networks: [192.0.2.1] }
            cy: { roles: [helper], disabled: true }
          emergency: { down: { role: root, holders: [ann], for: 1h } }
          """);

  private static String json(List<Access> answers) throws IOException {
    StringWriter out = new StringWriter();
    AccessWriter.write(answers, out);
    return out.toString();
  }

  @Test
  void json_ofWhoCan_hasWaysTimesAndDenies() throws IOException {
    assertThat(json(POLICY.whoCan("client.delete")))
        .isEqualTo(
            """
            [{"staff":"ann","permission":"client.delete","always":false,"ways":[\
            {"permissions":["client.delete"],"path":["root"],"place":"policy.yaml:9",\
            "emergencies":["down"],"conditions":[]}]},\
            {"staff":"bea","permission":"client.delete","always":false,\
            "networks":["192.0.2.1"],"ways":[\
            {"permissions":["client.delete"],"path":["root"],"place":"policy.yaml:9",\
            "until":"2027-01-01T00:00:00Z","conditions":[],"unless":[\
            {"permissions":["client.delete"],"path":["lead"],"place":"policy.yaml:8","conditions":[\
            {"condition":"not-schedule: day","place":"policy.yaml:8"}]}]},\
            {"permissions":["client.delete"],"path":["root"],"place":"policy.yaml:9",\
            "from":"2027-01-01T00:00:00Z","conditions":[]}]}]""");
  }

  @Test
  void json_ofWhatCan_hasConditions() throws IOException {
    assertThat(json(POLICY.whatCan("ann").subList(1, 3)))
        .isEqualTo(
            """
            [{"staff":"ann","permission":"client.view","always":true,"ways":[\
            {"permissions":["client.view"],"path":["helper"],"place":"policy.yaml:3",\
            "conditions":[]}]},\
            {"staff":"ann","permission":"invoice.edit","always":false,"ways":[\
            {"permissions":["invoice.edit"],"path":["helper"],"place":"policy.yaml:3",\
            "conditions":[{"condition":"up-to: { amount: 100 }","place":"policy.yaml:3"}]}]}]""");
  }

  @Test
  void json_ofServersOf_hasServersAndUsers() throws IOException {
    assertThat(json(POLICY.serversOf("bea")))
        .isEqualTo(
            """
            [{"staff":"bea","permission":"server.sso","resources":{"server":"web1"},\
            "always":false,"networks":["192.0.2.1"],"ways":[\
            {"permissions":["connect.use"],"path":["lead"],"place":"policy.yaml:7",\
            "server":"web1","sso-user":"ops","until":"2027-01-01T00:00:00Z",\
            "conditions":[{"condition":"second-factor: 1h","place":"policy.yaml:6"}]}]}]""");
  }

  @Test
  void json_ofNoAnswer_isAnEmptyList() throws IOException {
    assertThat(json(POLICY.whoCan("server.configure"))).isEqualTo("[]");
  }

  @Test
  void write_toWhatCannotBeWrittenTo_throws() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {
            throw new IllegalStateException("not to be closed");
          }
        };

    assertThatIOException()
        .isThrownBy(() -> AccessWriter.write(POLICY.whoCan("client.view"), full))
        .withMessage("full");
  }
}
