package dev.staffgate.signin;

import java.util.Locale;
import java.util.Set;

/**
 * The passwords that everybody tries first: well-known words with digits and signs around, or
 * letters written as digits, the rows of a keyboard, and anything short that is repeated. A list of
 * passwords that were leaked is longer, and the program's own.
 */
final class CommonPasswords {
  static final PasswordBlocklist LIST = CommonPasswords::contains;

  private static final int SHORT = 4;

  private static final Set<String> WORDS =
      Set.of(
          "abc",
          "access",
          "admin",
          "administrator",
          "adminadmin",
          "andrea",
          "andrew",
          "anthony",
          "apple",
          "asdf",
          "ashley",
          "austin",
          "banana",
          "baseball",
          "basketball",
          "batman",
          "benutzer",
          "blahblah",
          "bonjour",
          "cachorro",
          "changeit",
          "changeme",
          "charlie",
          "cheese",
          "chelsea",
          "chocolate",
          "computer",
          "correcthorsebatterystaple",
          "cpanel",
          "default",
          "demo",
          "dragon",
          "einstein",
          "estrella",
          "facebook",
          "flower",
          "football",
          "freedom",
          "fuckyou",
          "geheim",
          "google",
          "guest",
          "hallo",
          "hello",
          "helloworld",
          "hockey",
          "hosting",
          "hunter",
          "iloveyou",
          "internet",
          "jennifer",
          "jessica",
          "jordan",
          "joshua",
          "killer",
          "letmein",
          "liverpool",
          "lovely",
          "loveme",
          "manager",
          "master",
          "matrix",
          "matthew",
          "merlin",
          "michael",
          "michelle",
          "minecraft",
          "monkey",
          "motdepasse",
          "mustang",
          "nicole",
          "ninja",
          "nothing",
          "oracle",
          "pass",
          "passord",
          "passphrase",
          "passw",
          "passwd",
          "password",
          "passwort",
          "pepper",
          "pokemon",
          "princess",
          "purple",
          "qwerty",
          "qwertz",
          "ranger",
          "robert",
          "root",
          "samsung",
          "schalke",
          "secret",
          "server",
          "shadow",
          "soccer",
          "starwars",
          "summer",
          "sunshine",
          "superman",
          "support",
          "test",
          "testing",
          "testtest",
          "thomas",
          "thunder",
          "tigger",
          "trustno",
          "user",
          "welcome",
          "welcometo",
          "whatever",
          "whm",
          "william",
          "winter",
          "yankees",
          "zaq",
          "zxcvbnm");

  private static final String[] ROWS = {
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "yxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p"
  };

  private CommonPasswords() {}

  private static boolean contains(String password) {
    String lower = password.toLowerCase(Locale.ROOT).replace(" ", "");
    String base = repeated(lower);
    boolean repeats = base.length() < lower.length();
    return (repeats && base.codePointCount(0, base.length()) <= SHORT)
        || isRow(base)
        || isWord(base);
  }

  /** Returns the part that a text is a repetition of: the text itself if it is of none. */
  private static String repeated(String text) {
    for (int size = 1; size <= text.length() / 2; size++) {
      if (text.length() % size == 0
          && text.substring(size).equals(text.substring(0, text.length() - size))) {
        return text.substring(0, size);
      }
    }
    return text;
  }

  private static boolean isRow(String text) {
    String backwards = new StringBuilder(text).reverse().toString();
    for (String row : ROWS) {
      if (row.contains(text) || row.contains(backwards)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(String text) {
    String bare = withoutEnds(text);
    return WORDS.contains(bare)
        || WORDS.contains(withoutEnds(asLetters(text)))
        || WORDS.contains(asLetters(bare))
        || WORDS.contains(repeated(bare))
        || (!text.isEmpty() && bare.isEmpty() && text.chars().distinct().count() <= SHORT);
  }

  /** Returns the text without digits and signs before and after it. */
  private static String withoutEnds(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && !Character.isLetter(text.charAt(from))) {
      from++;
    }
    while (to > from && !Character.isLetter(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Returns the text with letters for the digits and signs that are written for them. */
  private static String asLetters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int at = "0134578@$!".indexOf(c);
      letters.append(at < 0 ? c : "oieastbasi".charAt(at));
    }
    return letters.toString();
  }
}
