package dev.staffgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.staffgate.json.JsonException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static final JsonLimits NARROW =
      JsonLimits.wide()
          .withDepth(3)
          .withTokens(20)
          .withNameLength(4)
          .withTextLength(9)
          .withNumberLength(8);

  /** All tokens of a document, texts and numbers with their characters. */
  private static List<String> tokens(String document, JsonLimits limits) throws JsonException {
    JsonReader json = StrictJson.within(limits).reader(document);
    List<String> tokens = new ArrayList<>();
    for (JsonToken token = json.next(); token != JsonToken.DOCUMENT_END; token = json.next()) {
      boolean hasText = token == JsonToken.NAME || token == JsonToken.TEXT || token.isNumber();
      tokens.add(hasText ? token + " " + json.text() : token.toString());
    }
    return tokens;
  }

  private static void assertRefused(String document, JsonLimits limits, Kind kind, String message) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> tokens(document, limits))
        .withMessage(message)
        .withNoCause()
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @Test
  void next_eachKindOfValue_isATokenOfItsOwn() throws JsonException {
    assertThat(tokens("{\"a\":[\"x\\n\",1,-2.50,1e3,true,false,null],\"b\":{}}", JsonLimits.wide()))
        .containsExactly(
            "OBJECT_START",
            "NAME a",
            "ARRAY_START",
            "TEXT x\n",
            "WHOLE_NUMBER 1",
            "OTHER_NUMBER -2.50",
            "OTHER_NUMBER 1e3",
            "TRUE",
            "FALSE",
            "NULL",
            "ARRAY_END",
            "NAME b",
            "OBJECT_START",
            "OBJECT_END",
            "OBJECT_END");
  }

  @Test
  void next_afterTheEnd_isTheEnd() throws JsonException {
    JsonReader json = StrictJson.within(JsonLimits.wide()).reader("1");

    assertThat(json.next()).isEqualTo(JsonToken.WHOLE_NUMBER);
    assertThat(json.next()).isEqualTo(JsonToken.DOCUMENT_END);
    assertThat(json.next()).isEqualTo(JsonToken.DOCUMENT_END);
  }

  @Test
  void next_whatFollowsTheDocument_isAToken() throws JsonException {
    assertThat(tokens("{} 1", JsonLimits.wide()))
        .containsExactly("OBJECT_START", "OBJECT_END", "WHOLE_NUMBER 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[",
        "[1",
        "{\"a\"",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1,]",
        "[,1]",
        "{a:1}",
        "{'a':1}",
        "['a']",
        "[01]",
        "[+1]",
        "[1.]",
        "[.5]",
        "[NaN]",
        "[Infinity]",
        "[tru]",
        "[\"\t\"]",
        "[\"\\x\"]",
        "[\"\\u12\"]",
        "[1]]",
        "[1}",
        "{}x",
        "//c\n1",
        "/*c*/1",
        "#c\n1",
        "\"a",
        "[1 2]"
      })
  void next_whatIsNotJson_isRefused(String document) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> tokens(document, JsonLimits.wide()))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.SYNTAX));
  }

  @Test
  void next_whatIsNotJson_isToldWithPlaceAndWithoutQuoting() {
    assertRefused(
        "{\"a\":\n  hunter2}",
        JsonLimits.wide(),
        Kind.SYNTAX,
        "line 2, column 3: this is not JSON");
  }

  @Test
  void quotingReason_ofASyntaxFault_quotesWhatIsWrongInAscii() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> tokens("[\u202e]", JsonLimits.wide()))
        .satisfies(e -> assertThat(e.quotingReason()).startsWith("unexpected character ('?' ("));
  }

  @Test
  void next_aNameTwiceInOneObject_isRefusedAtTheSecond() throws JsonException {
    String message = "line 1, column 8: a name stands twice in one object";
    assertRefused("{\"a\":1,\"a\":1}", JsonLimits.wide(), Kind.DUPLICATE_NAME, message);
    assertRefused("{\"a\":1,\"\\u0061\":1}", JsonLimits.wide(), Kind.DUPLICATE_NAME, message);
    assertThat(tokens("[{\"a\":{\"a\":1}},{\"a\":1}]", JsonLimits.wide())).hasSize(13);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "[[[]]] # [[[[]]]]",
        "{'abcd':1} # {'abcde':1}",
        "['abcdefghi'] # ['abcdefghij']",
        "[1234.5678] # [1234.56789]",
        "[1234.5678] # [1234.56789]",
        "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8] # [1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9]"
      })
  void next_beyondALimit_isRefused(String within, String beyond) throws JsonException {
    assertThat(tokens(within.replace('\'', '"'), NARROW)).isNotEmpty();
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> tokens(beyond.replace('\'', '"'), NARROW))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.LIMIT));
  }

  @Test
  void next_textThatIsNotWellFormed_isRefusedWhereItHasToBe() throws JsonException {
    JsonLimits wellFormed = JsonLimits.wide().withWellFormedTexts();

    assertRefused(
        "[\"a\\u0000\"]",
        wellFormed,
        Kind.NUL,
        "line 1, column 2: a text has the character U+0000");
    assertRefused(
        "[\"\\ud83c\"]",
        wellFormed,
        Kind.UNPAIRED_SURROGATE,
        "line 1, column 2: a text has an unpaired surrogate");
    assertThat(tokens("[\"\\ud83c\\udfd4\"]", wellFormed)).contains("TEXT 🏔");
    assertThat(tokens("[\"\\udfd4\\u0000\"]", JsonLimits.wide())).contains("TEXT \udfd4\0");
  }

  @Test
  void reader_bytesThatAreNotUtf8_areRefused() throws JsonException {
    StrictJson strict = StrictJson.within(JsonLimits.wide());

    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> strict.reader(new byte[] {'"', (byte) 0xc3, '"'}))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_UTF8));
    JsonReader json = strict.reader("\"é\"".getBytes(UTF_8));
    assertThat(json.next()).isEqualTo(JsonToken.TEXT);
    assertThat(json.text()).isEqualTo("é");
  }

  @Test
  void wholeNumber_beyond64Bits_isRefused() throws JsonException {
    JsonReader json =
        StrictJson.within(JsonLimits.wide()).reader("[9223372036854775807,9223372036854775808]");

    assertThat(json.next()).isEqualTo(JsonToken.ARRAY_START);
    assertThat(json.next()).isEqualTo(JsonToken.WHOLE_NUMBER);
    assertThat(json.wholeNumber()).isEqualTo(Long.MAX_VALUE);
    assertThat(json.next()).isEqualTo(JsonToken.WHOLE_NUMBER);
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(json::wholeNumber)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NUMBER));
  }

  @Test
  void pointer_ofEachToken_isThatOfItsValue() throws JsonException {
    JsonReader json =
        StrictJson.within(JsonLimits.wide()).reader("{\"a/~\":[1,{\"b\":2}],\"c\":[[]]}");
    List<String> pointers = new ArrayList<>();
    for (JsonToken token = json.next(); token != JsonToken.DOCUMENT_END; token = json.next()) {
      pointers.add(token + " " + json.depth() + " " + json.pointer());
    }

    assertThat(pointers)
        .containsExactly(
            "OBJECT_START 0 ",
            "NAME 1 /a~1~0",
            "ARRAY_START 1 /a~1~0",
            "WHOLE_NUMBER 2 /a~1~0/0",
            "OBJECT_START 2 /a~1~0/1",
            "NAME 3 /a~1~0/1/b",
            "WHOLE_NUMBER 3 /a~1~0/1/b",
            "OBJECT_END 2 /a~1~0/1",
            "ARRAY_END 1 /a~1~0",
            "NAME 1 /c",
            "ARRAY_START 1 /c",
            "ARRAY_START 2 /c/0",
            "ARRAY_END 2 /c/0",
            "ARRAY_END 1 /c",
            "OBJECT_END 0 ");
  }
}
