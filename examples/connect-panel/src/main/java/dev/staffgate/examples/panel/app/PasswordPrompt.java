package dev.staffgate.examples.panel.app;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A way to ask for a new password that leaves it on no command line and on no screen. */
@FunctionalInterface
interface PasswordPrompt {
  /**
   * Returns the password that was given for a person; the caller wipes it.
   *
   * @throws IllegalArgumentException if none was given, or two that differ
   */
  char[] ask(String staff) throws IOException;

  /** Returns a prompt on the console, where there is one, and else the standard input's line. */
  static PasswordPrompt ofTerminal() {
    return staff -> {
      // JDK 22 and later may have a console that is not a terminal: its input ends after one line.
      Optional<Console> console = Optional.ofNullable(System.console());
      return console.isEmpty()
          ? lineOf(new InputStreamReader(System.in, UTF_8))
          : twice(
              console.get().readPassword("New password of %s: ", staff),
              console.get().readPassword("Again: "));
    };
  }

  private static char[] twice(char @Nullable [] first, char @Nullable [] again) {
    checkArgument(first != null, "no password was given");
    boolean same = again == null || Arrays.equals(first, again); // null: the input has ended
    if (again != null) {
      Arrays.fill(again, ' ');
    }
    checkArgument(same, "the two passwords differ; nothing was changed");
    return first;
  }

  /**
   * Reads the first line.
   *
   * @throws IllegalArgumentException if there is none
   */
  static char[] lineOf(Reader in) throws IOException {
    String line = new BufferedReader(in).readLine();
    checkArgument(line != null, "no password was given on the standard input");
    return line.toCharArray();
  }
}
