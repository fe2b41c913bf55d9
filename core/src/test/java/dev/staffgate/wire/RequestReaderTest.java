package dev.staffgate.wire;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages about lines that are not requests. */
class RequestReaderTest {
  private static void assertRefused(String line, String message) {
    assertThatExceptionOfType(RequestFormatException.class)
        .isThrownBy(() -> RequestReader.read(line))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "{'staff':'ann' 'at':1} # line 1, column 16: unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
        "{'staff':'ann',} # line 1, column 16: unexpected character ('}' (code 125)): was expecting double-quote to start field name",
        "{staff:'ann'} # line 1, column 2: unexpected character ('s' (code 115)): was expecting double-quote to start field name",
        "{'staff':ann} # line 1, column 10: unrecognized token 'ann': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
        "{'staff':'ann # line 1, column 14: unexpected end-of-input: was expecting closing quote for a string value",
        "{'staff':'ann' # line 1, column 15: unexpected end-of-input: expected close marker for Object",
        "{'attributes':{'a':01}} # line 1, column 21: invalid numeric value: Leading zeroes not allowed",
        "{'attributes':{'a':+1}} # line 1, column 21: unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have plus signs",
      })
  void syntax_broken_isToldWithPlaceAndReason(String line, String reason) {
    assertRefused(line.replace('\'', '"'), "this is not JSON at " + reason);
  }

  @Test
  void syntax_brokenOnALaterLine_isToldWithThatLine() {
    assertRefused(
        "{\"staff\":\"ann\",\n ]",
        "this is not JSON at line 2, column 2: unexpected character (']' (code 93)): was expecting double-quote to start field name");
  }

  @Test
  void keys_twice_areToldWithTheSecondPlace() {
    assertRefused(
        "{\"staff\":\"ann\",\"staff\":\"bea\"}",
        "key `staff` stands in it twice, again at line 1, column 16: one of the two would be passed over");
    assertRefused(
        "{\"attributes\":{\"a\":1,\"a\":1}}",
        "key `a` stands in it twice, again at line 1, column 22: one of the two would be passed over");
    assertRefused(
        "{\"approvals\":[{\"by\":\"ann\",\"by\":\"ann\"}]}",
        "key `by` stands in it twice, again at line 1, column 27: one of the two would be passed over");
  }

  @Test
  void keys_thatDoNotShow_areNotQuoted() {
    assertRefused(
        "{\"attributes\":{\"a\u202e\":1,\"a\\u202e\":1}}",
        "key `a?` stands in it twice, again at line 1, column 23: one of the two would be passed over");
  }

  @Test
  void text_longerThanARequestMayHave_isRefused() {
    assertRefused(
        "{\"staff\":\"" + "a".repeat(65_537) + "\"}",
        "a text, a name or a number is longer than a request may have, or it is nested too deep, at line 1, column 65549");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "{'permision':'a.b'} # unknown key `permision`: did you mean `permission`?",
        "{'Staff':'ann'} # unknown key `Staff`: did you mean `staff`?",
        "{'approvals':[{'form':'10.0.0.1'}]} # unknown key `form` in an approval: did you mean `from`?",
        "{'locks':[{'mesage':'m'}]} # unknown key `mesage` in a lock: did you mean `message`?",
        "{'locks':[{'sever-group':'eu'}]} # unknown key `sever-group` in a lock: did you mean `server-group`?",
        "{'colour':'red'} # unknown key `colour`",
      })
  void keys_unknown_areToldWithTheNearest(String line, String message) {
    assertRefused(line.replace('\'', '"'), message);
  }

  @Test
  void instant_thatIsNotOne_isToldWithItsValue() {
    assertRefused(
        "{\"second-factor-at\":\"10:00\u202e\"}",
        "`second-factor-at` is `10:00\ufffd`, which is not an instant with date, time and offset, such as 2026-11-23T10:00:00+01:00");
  }
}
