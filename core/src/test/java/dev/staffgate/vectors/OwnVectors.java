package dev.staffgate.vectors;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files of vectors of the project's own. */
final class OwnVectors {
  private OwnVectors() {}

  static String text(String name) {
    try {
      return Resources.toString(
          Resources.getResource("dev/staffgate/vectors/" + name + ".json"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static VectorJson file(String name) {
    return VectorJson.parse(text(name));
  }

  /** The entities that rules of a file are about. */
  static VectorJson entities(String name) {
    return file("entities-" + name);
  }
}
