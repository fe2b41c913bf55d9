package dev.staffgate.examples.policytool;

import dev.staffgate.model.Place;
import java.nio.file.Path;

/**
 * Names of files as they are shown: on one line, so that no name can write a line of its own into
 * an answer, a log or a CI server's commands.
 */
final class ShownName {
  private ShownName() {}

  static String of(Path file) {
    return of(file.toString());
  }

  static String of(String file) {
    return Place.ofFile(0, file).toString();
  }
}
