package dev.staffgate.examples.policytool.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.examples.policytool.terminal.Terminal;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question for a new password, which leaves it on no command line and on no screen: at the
 * terminal, and without one as a line of the standard input.
 */
final class PasswordPrompt {
  /** The longest line that is read, in characters: whatever is longer is no password. */
  private static final int MOST = 4096;

  private PasswordPrompt() {}

  /**
   * Asks for the password of a person, uses it, and wipes it.
   *
   * @throws AccountsException if none was given, or two that differ
   */
  static String with(String staff, Function<char[], String> use) {
    // JDK 22 and later may have a console that is not a terminal: its input ends after one line.
    char[] password = ask(staff, Terminal.find(), System.in);
    try {
      return use.apply(password);
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  static char[] ask(String staff, Optional<Console> terminal, InputStream in) {
    return terminal.isEmpty() ? line(in) : twice(terminal.get(), staff);
  }

  private static char[] twice(Console terminal, String staff) {
    char[] first = given(terminal.readPassword("New password of %s: ", staff));
    char[] again = given(terminal.readPassword("Again: "));
    boolean same = Arrays.equals(first, again);
    Arrays.fill(again, ' ');
    if (!same) {
      throw new AccountsException("the two passwords differ; nothing was changed");
    }
    return first;
  }

  private static char[] given(char @Nullable [] typed) {
    if (typed == null) {
      throw new AccountsException("no password was given; nothing was changed");
    }
    return typed;
  }

  private static char[] line(InputStream in) {
    try {
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
      StringBuilder line = new StringBuilder();
      int next = reader.read();
      while (next != -1 && next != '\n' && line.length() <= MOST) {
        line.append((char) next);
        next = reader.read();
      }
      if (line.isEmpty()) {
        throw new AccountsException(
            "no password was given: type it at a terminal, or give it as a line of the standard"
                + " input; nothing was changed");
      }
      return withoutReturn(line).toString().toCharArray();
    } catch (CharacterCodingException e) {
      throw new AccountsException("the password is not text in UTF-8; nothing was changed", e);
    } catch (IOException e) {
      throw new AccountsException("the standard input cannot be read; nothing was changed", e);
    }
  }

  private static CharSequence withoutReturn(StringBuilder line) {
    int last = line.length() - 1;
    return line.charAt(last) == '\r' ? line.subSequence(0, last) : line;
  }
}
