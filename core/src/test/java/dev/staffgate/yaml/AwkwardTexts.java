package dev.staffgate.yaml;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Generated texts that a writer of YAML may get wrong. */
final class AwkwardTexts {
  /** What means something in YAML 1.1, or looks like something else than text. */
  static final List<String> TRAPS =
      List.of(
          "",
          " ",
          "  a",
          "a ",
          "a  b",
          "no",
          "No",
          "on",
          "OFF",
          "y",
          "null",
          "~",
          "true",
          "010",
          "1_000",
          "22:22",
          "1e3",
          "-1",
          "+1",
          ".5",
          ".inf",
          "0x1F",
          "0o17",
          "2026-11-01",
          "<<",
          "=",
          "-",
          "- a",
          "?",
          "? a",
          ":",
          "a:",
          "a: b",
          "a:b",
          "#",
          "a #b",
          "a#b",
          "---",
          "...",
          "--- a",
          "%YAML 1.1",
          "{}",
          "[]",
          "{a: b}",
          "[a, b]",
          "a, b",
          "@eu",
          "*",
          "ticket.*",
          "&a",
          "!a",
          "!!int 1",
          "|",
          "|-",
          ">",
          "> a",
          "`a`",
          "'",
          "\"",
          "'a'",
          "\"a\"",
          "it's",
          "\\",
          "\\n",
          "a\\",
          "\n",
          "\na",
          "a\n",
          "a\nb",
          "a\n\n b",
          "\r\n",
          "a\r\nb",
          "\t",
          "\ta",
          "a\t#b",
          "::1",
          "2001:db8::/48",
          "٣",
          "１",
          "é",
          "Ünal",
          "日本",
          "\ud83d\ude00",
          "\u00a0",
          "\u200b",
          "a\u0301",
          "\u00ad",
          "\ue000",
          "https://a:1",
          "env:A",
          "sha256/=",
          "a/b",
          "/**");

  private static final String ALPHABET =
      "aZ09 \"'\\:#,[]{}&*!|>%@`-?=~<._/()+$^;\t\né日\u00a0\u200b";

  private AwkwardTexts() {}

  /** Texts of any kind, of at most 40 characters. */
  static Arbitrary<String> any() {
    Arbitrary<String> drawn =
        Arbitraries.oneOf(
                Arbitraries.of(ALPHABET.chars().mapToObj(c -> String.valueOf((char) c)).toList()),
                Arbitraries.of("\ud83d\ude00", "\udbff\udffd"))
            .list()
            .ofMaxSize(12)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(Arbitraries.of(TRAPS), drawn);
  }

  /** Texts on one line, of at least one character. */
  static Arbitrary<String> line() {
    return any()
        .map(text -> text.replaceAll("[\\n\\r\\t]", "-"))
        .map(text -> text.isEmpty() ? "x" : text);
  }
}
