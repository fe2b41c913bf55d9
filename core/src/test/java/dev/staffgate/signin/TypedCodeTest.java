package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "003784",
        "003 784",
        " 003784 ",
        "0 0 3 7 8 4",
        "003\u00a0784",
        "003\u2009784",
        "\u3000003784",
        "003-784",
        "003\u2013784",
        "003\u200b784",
        "\u202a003784\u202c",
        "\ufeff003784",
        "\u0660\u0660\u0663\u0667\u0668\u0664",
        "0\u06603784",
        "\u06f0\u06f0\u06f3\u06f7\u06f8\u06f4",
        "\u0966\u0966\u0969\u096d\u096e\u096a",
        "\uff10\uff10\uff13\uff17\uff18\uff14",
        "\ud835\udfce\ud835\udfce\ud835\udfd1\ud835\udfd5\ud835\udfd6\ud835\udfd2"
      })
  void code_asAnyAppShowsIt_isItsSixDigits(String typed) {
    assertThat(TypedCode.read(typed, 6)).contains("003784");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "      ",
        "-\u200b-",
        "00378",
        " 03784",
        "0037845",
        "003784,003785",
        "003784\u0000",
        "003784\t",
        "003784\n",
        "003\u0085784",
        "\ud835\udfce\ud835\udfce\ud835\udfd1"
      })
  void text_withControlCharactersOrOfAnotherLength_isNotAGuess(String typed) {
    assertThat(TypedCode.read(typed, 6)).isEmpty();
  }

  /** They are as long as a code, and so wrong ones. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abcdef",
        "+03784",
        "3784.0",
        "\u221203784",
        "00378\u00b2",
        "00378\u216b",
        "\ud83d\ude0003784"
      })
  void text_ofSixCharactersThatAreNotAllDigits_isAGuessThatStaysAsItIs(String typed) {
    assertThat(TypedCode.read(typed, 6)).contains(typed);
  }

  @Test
  void code_ofEightDigits_isAGuessWhereEightAreSetAlone() {
    assertThat(TypedCode.read("9428 7082", 8)).contains("94287082");
    assertThat(TypedCode.read("9428 7082", 6)).isEmpty();
    assertThat(TypedCode.read("287 082", 8)).isEmpty();
  }

  @Test
  void text_longerThanIsRead_isNotAGuess() {
    assertThat(TypedCode.read(" ".repeat(58) + "003784", 6)).contains("003784");
    assertThat(TypedCode.read(" ".repeat(59) + "003784", 6)).isEmpty();
    assertThat(TypedCode.read("0".repeat(1_000_000), 6)).isEmpty();
  }
}
