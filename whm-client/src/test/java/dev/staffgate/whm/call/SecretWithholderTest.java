package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a server's words is shown, and what is not. */
class SecretWithholderTest {
  private static String shown(String words, String token) {
    return ServerText.of(words).shown(Secret.of(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2!", "pa:ss wörd?/+", "ab~~~???>>>xyz", "pw1"})
  void shown_credentialsInEachFormThatIsSent_areWithheld(String token) {
    for (String user : List.of("root", "admin", "admin|shop", "a", "ab")) {
      byte[] pair = (user + ":" + token).getBytes(UTF_8);
      String base64 = Base64.getEncoder().encodeToString(pair);
      String unpadded = Base64.getEncoder().withoutPadding().encodeToString(pair);
      for (String form :
          List.of(
              token,
              URLEncoder.encode(token, UTF_8),
              user + ":" + token,
              base64,
              unpadded,
              Base64.getUrlEncoder().encodeToString(pair),
              Base64.getUrlEncoder().withoutPadding().encodeToString(pair),
              URLEncoder.encode(base64, UTF_8),
              URLEncoder.encode("Basic " + base64, UTF_8),
              URLEncoder.encode(URLEncoder.encode(token, UTF_8), UTF_8),
              "Authorization: Basic " + base64,
              "whm " + user + ":" + token,
              "WHM%20" + user + "%3A" + URLEncoder.encode(token, UTF_8))) {
        String words = shown("Your header " + form + " was refused", token);

        assertThat(words)
            .as(form)
            .contains("[withheld]")
            .doesNotContain(unpadded.substring(0, 6), user + ":" + token)
            .satisfies(
                text -> assertThat(token.length() < 4 || !text.contains(token)).as(form).isTrue());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cannot read header Basic cm9vdDpodW50",
        "bad header: basic \"cm9vdDpodW50\"",
        "bad header Bearer abc.def.ghi",
        "header WHM root:ABCDEF unknown",
        "header whm%20root%3aABCDEF unknown",
        "cm9vdDpodW50 is not a header",
      })
  void shown_whatStandsBehindAScheme_isWithheld(String words) {
    assertThat(shown(words, "TOKENTOKENTOKEN"))
        .contains("[withheld]")
        .doesNotContain("cm9vd", "abc.def", "ABCDEF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mail could not be sent: /CMD_LOGIN?key=s3cr3tKEY1234567",
        "CMD_LOGIN?key=s3cr3tKEY1234567",
        "could not store /api/login/url?key=s3cr3tKEY1234567",
        "PHP Warning in /login?secret=s3cr3tKEY1234567",
        "cannot print session_login.cgi?session=s3cr3tKEY1234567",
        "could not store api/url?s3cr3tKEY1234567",
        "at /login/s3cr3tKEY1234567",
        "at /go/s3cr3tKEY",
        "sid s3cr3tKEY1234567 left",
        "sid 0123s3cr3t left",
        "session id s3cr3tKEY is open",
        "session: s3cr3tKEY",
        "key = s3cr3tKEY",
        "key='s3cr3tKEY'",
        "PLESKSESSID=s3cr3tKEY",
        "login_hash: s3cr3tKEY",
        "token%3Ds3cr3tKEY",
        "{\"secret\": \"s3cr3tKEY\"}",
        "session[id]=s3cr3tKEY",
        "Cookie s3cr3tKEY1234567x",
        "https://h/?x=s3cr3tKEY",
        "//h/login?x=s3cr3tKEY",
        "?key=s3cr3tKEY",
        "ticket 5cr3s3cr-0000-4000-8000-000000000000 with token s3cr3t-KEY"
      })
  void shown_loginLinksAndNamedSecrets_areWithheld(String words) {
    assertThat(shown(words, "TOKENTOKENTOKEN")).contains("[withheld]").doesNotContain("s3cr3t");
  }

  @Test
  void shown_hexadecimalSessionBehindItsName_isWithheldAndTheRestStays() {
    assertThat(shown("sid 0123456789abcdef0123 left", "TOKENTOKENTOKEN"))
        .isEqualTo("sid [withheld] left");
    assertThat(shown("cannot store /api/login/url?key=0123456789abcdef0123 now", "TOKENTOKENTOKEN"))
        .isEqualTo("cannot store [withheld] now");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Login Keys are disabled for this User
          Token Denied
          The session has expired.
          API token is not valid for this address 203.0.113.7
          Access to API is disabled for 2001:db8::1
          You do not have a user named “web08”.
          Basic authentication is required.
          WHM says: access denied
          Secret key was not found (error 11003)
          Unable to open /etc/virtual/domains: No such file
          leads to another host, web1.example.net
          leads to another port, 2087
          Unknown App Requested: create_user_session
          version 11.134.0.3 of host s1.example.net
          The password is incorrect
          Could not write session: No space left on device
          Session key (error 1029)
          The system failed to create the API token “limited” because it exists already.
          """)
  void shown_ordinaryWords_stay(String words) {
    assertThat(shown(words, "TOKENTOKENTOKEN")).isEqualTo(words);
  }
}
