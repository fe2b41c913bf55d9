package dev.staffgate.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.staffgate.text.VisibleText;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is wrong with text that is no JSON, in words for the person who wrote it. */
final class JsonSyntaxErrors {
  private static final int LONGEST = 160;

  // What jackson says to programmers: where it began to read, and which of its switches to turn.
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile(" \\((?:start marker|for root starting).*|: enable `.*", Pattern.DOTALL);

  private JsonSyntaxErrors() {}

  /**
   * @param last where reading had come to
   */
  static RequestFormatException of(JsonProcessingException fault, JsonLocation last) {
    if (fault instanceof StreamConstraintsException) {
      return new RequestFormatException(
          "a text, a name or a number is longer than a request may have, or it is nested too deep, at "
              + place(last));
    }
    JsonLocation at = fault.getLocation() == null ? last : fault.getLocation();
    return new RequestFormatException(
        "this is no JSON at " + place(at) + ": " + words(fault.getOriginalMessage()));
  }

  static String place(JsonLocation at) {
    return "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String words(String message) {
    String words = VisibleText.ascii(FOR_PROGRAMMERS.matcher(message).replaceFirst(""), LONGEST);
    return words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
  }
}
