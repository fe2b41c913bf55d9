package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Throwables;
import dev.staffgate.model.PolicyException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that someone wrote into a policy is in no message, whatever else is wrong there. */
class SecretsInMessagesTest {
  private static final String SECRET = "Zb7yQeK2";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpha: { panel: whm, url: 'http://a.example.net', user: root, token: SECRET }",
        "alpha: { token: SECRET, panel: whm, url: 'http://a.example.net', user: ro ot }",
        "alpha: { panel: whm, user: root, token: 'abc:SECRET', extra: 1 }",
        "alpha: { panel: whm, user: root, tokn: SECRET }",
        "alpha: { panel: whm, user: root, 'token' : \"SECRET\", url: x }",
        "alpha: { panel: whm, token: env:A, token: SECRET }",
        "alpha: { panel: whm, url: 'https://root:SECRET@a.example.net', user: root, token: env:A }",
        "alpha: { panel: whm, user: root, url: x, token: [SECRET] }",
        "alpha: { panel: whm, token: first SECRET\n    SECRET, url: 'http://a', user: 'a b' }",
        "alpha: { panel: whm, user: root, url: x, token: {SECRET} }",
        "alpha: { panel: whm, user: root, token:SECRET }",
        "alpha: { panel: whm, user: root, passwd:SECRET }",
        "alpha:\n    token:SECRET\n",
        "alpha:\n    passwd:SECRET\n",
        "alpha:\n    token: |\n      SECRET:x\n   y: [\n",
        "alpha:\n    token: |\n      SECRET\n    panel: WHM\n",
        "alpha:\n    token:\n      SECRET\n    panel: WHM\n",
        "alpha:\n    token: SECRET: more\n",
        "alpha: { token: SECRET, panel: [whm }",
        "alpha:\n    token: !!str SECRET\n",
        "alpha:\n    token: &a SECRET\n    user: *a\n",
        "alpha:\n    token: |\n      SECRET: @x\n   y: [\n",
      })
  void load_tokenInClear_isNotInTheMessage(String server) {
    String text = "staffgate: 1\nservers:\n  " + server.replace("SECRET", SECRET) + "\n";

    PolicyException e =
        catchThrowableOfType(PolicyException.class, () -> PolicyFiles.parse("p.yaml", text));

    assertThat(e).as("the policy was loaded").isNotNull();
    assertThat(Throwables.getStackTraceAsString(e)).doesNotContain(SECRET);
    assertThat(e.problems().toString()).doesNotContain(SECRET);
  }
}
