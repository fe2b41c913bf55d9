package dev.staffgate.examples.policytool.terminal;

import java.io.Console;
import java.util.Optional;

/** Finds the terminal at which somebody reads and types. */
public final class Terminal {
  private Terminal() {}

  /** Returns it; empty where input or output is a file or another program. */
  @SuppressWarnings("SystemConsoleNull") // it is null before Java 22; since then it is asked
  public static Optional<Console> find() {
    Console console = System.console();
    return console != null && isTerminal(console) ? Optional.of(console) : Optional.empty();
  }

  /** Returns whether a console is a terminal: since Java 22, it need not be one. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException everyConsoleIsOne) {
      return true;
    } catch (ReflectiveOperationException notKnown) {
      return false;
    }
  }
}
