package dev.staffgate.vectors;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names of any form as words that are legal as an id and within a permission. Injective, also when
 * letter case does not count: lower-case words stay as they are, all others get a number behind an
 * underscore, which no word that stays has.
 */
final class LegalNames {
  private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9-]{0,60}");
  private static final Pattern ILLEGAL = Pattern.compile("[^a-z0-9-]");

  private final Map<String, String> words = new LinkedHashMap<>();

  String word(String name) {
    return words.computeIfAbsent(name, this::legal);
  }

  private String legal(String name) {
    if (LEGAL.matcher(name).matches() && !name.equals("assigned")) {
      return name;
    }
    String like = ILLEGAL.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    return "x" + like.substring(0, Math.min(like.length(), 60)) + "_" + words.size();
  }
}
