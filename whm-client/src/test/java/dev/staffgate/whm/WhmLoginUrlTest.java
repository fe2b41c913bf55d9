package dev.staffgate.whm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.whm.call.LoginOrigins;
import dev.staffgate.whm.call.LoginUrl;
import dev.staffgate.whm.fixtures.TestServers;
import java.net.URI;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What WHM may return as the way into a session, and what only looks like it. */
class WhmLoginUrlTest {
  private static final LoginOrigins PLACES = places("web1.example.net");
  private static final String TOKEN = "/cpsess42";

  private static LoginOrigins places(String host) {
    return WhmServer.PLAIN.loginOrigins(
        TestServers.server(URI.create("https://" + host), Optional.empty()), WhmService.WHOSTMGRD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://web1.example.net:2087/cpsess42/login/?session=ops%3aabc%3acreate%2cdef",
        "https://WEB1.Example.Net:2087/cpsess42/login/?session=ops:abc",
        "https://web1.example.net:2087/cpsess42/login?locale=en&session=ops%3Aabc",
      })
  void requireValid_urlOfThisServerAndUser_passes(String url) {
    assertThatCode(() -> WhmLoginUrl.requireValid(url, TOKEN, PLACES, "ops", false))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://web1.example.net:2087/cpsess42/login/?session=ops:a | is not https
          javascript:alert(1)//web1.example.net:2087/ | is not https
          https://web1.example.net.evil.example:2087/cpsess42/login/?session=ops:a | leads to another host, web1.example.net.evil.example
          https://evil.example\\@web1.example.net:2087/cpsess42/login/?session=ops:a | is not a URL
          https://ops@web1.example.net:2087/cpsess42/login/?session=ops:a | has an unusual form
          https://web1.example.net:2087/cpsess42/login/?session=ops:a#x | has an unusual form
          https://web1.example.net:2083/cpsess42/login/?session=ops:a | leads to another port, 2083
          https://web1.example.net/cpsess42/login/?session=ops:a | leads to another port, 443
          https://web1.example.net:2087/cpsess43/login/?session=ops:a | has another path than the one of its security token
          https://web1.example.net:2087/cpsess42/../evil/?session=ops:a | has another path than the one of its security token
          https://web1.example.net:2087/cpsess42/login/?session=root:a | is not one for a session of user ops
          https://web1.example.net:2087/cpsess42/login/?session=ops:a&session=root:a | has a parameter twice
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax&%73ession=root%3ax | has a parameter twice
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax;session=root%3ax | has parameters that can be read in two ways
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax&SESSION=root%3ax | has a parameter that was not asked for
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax&session[]=root%3ax | has a parameter that was not asked for
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax&goto_uri=//evil.example/ | leads on to another place
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax&goto_uri=%2f%5cevil.example/ | leads on to another place
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax&goto_uri=%2fscripts | has a parameter that was not asked for
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax&%67oto_uri=//evil.example/ | leads on to another place
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax&user=root | has a parameter that was not asked for
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax& | has a parameter that was not asked for
          https://web1.example.net:2087/cpsess42/login/?session=ops%3ax&locale=%3Cb%3E | has a parameter that was not asked for
          https://web1.example.net:2087/cpsess42/login/?session=ops:x%00 | holds an encoded control character
          https://web1.example.net:2087/cpsess42/login/?session=ops:%0d%0aX | holds an encoded control character
          https://web1.example.net:2087/cpsess42/login/?session=ops:%7fX | holds an encoded control character
          https://web1.example.net:2087/cpsess42/login/?session=ops:%c2%85X | holds an encoded control character
          https://web1.example.net:2087/cpsess42/login/?session=opsy:a | is not one for a session of user ops
          https://web1.example.net:2087/cpsess42/login/ | is not one for a session of user ops
          """)
  void requireValid_urlThatLeadsElsewhere_isRefusedWithTheReason(String url, String reason) {
    assertThatThrownBy(() -> WhmLoginUrl.requireValid(url, TOKEN, PLACES, "ops", false))
        .isInstanceOf(LoginUrl.RefusedException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Backups_Home | true
          frontend%2fx3%2fstats%2fawstats_landing.html | true
          %2Fscripts%2Fbackup | true
          %2f%2fevil.example | false
          https%3A%2F%2Fevil.example | false
          javascript%3Aalert(1) | false
          %2f%5cevil.example | false
          %6aavascript:x | false
          """)
  void requireValid_pageOfAUrlThatWasAskedForOne_staysWithinThePanel(String page, boolean right) {
    String url = "https://web1.example.net:2087/cpsess42/login/?session=ops%3aabc&goto_uri=" + page;
    ThrowingCallable checking = () -> WhmLoginUrl.requireValid(url, TOKEN, PLACES, "ops", true);

    if (right) {
      assertThatCode(checking).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(checking).isInstanceOf(LoginUrl.RefusedException.class);
    }
  }

  @Test
  void requireValid_securityTokenThatIsNone_isRefused() {
    String url = "https://web1.example.net:2087/login/?session=ops:a";

    assertThatThrownBy(() -> WhmLoginUrl.requireValid(url, "", PLACES, "ops", false))
        .hasMessage("has another path than the one of its security token");
  }

  @Test
  void requireValid_sameIpv6AddressWrittenInAnotherWay_passes() {
    LoginOrigins places = places("[2001:db8::1]");
    String url = "https://[2001:DB8:0:0:0:0:0:1]:2087/cpsess42/login/?session=ops:a";

    assertThatCode(() -> WhmLoginUrl.requireValid(url, TOKEN, places, "ops", false))
        .doesNotThrowAnyException();
  }
}
