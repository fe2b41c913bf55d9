package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.io.Resources;
import dev.staffgate.model.PolicyException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong documents and, beside each, the whole message that its author gets: {@code wrong/NAME.yaml}
 * and {@code NAME.txt}.
 */
class InvalidDocumentsTest {
  static List<String> documents() throws IOException, URISyntaxException {
    Path wrong = Path.of(Resources.getResource(InvalidDocumentsTest.class, "wrong").toURI());
    try (Stream<Path> files = Files.list(wrong)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  private static String read(String name) throws IOException {
    return Resources.toString(
        Resources.getResource(InvalidDocumentsTest.class, "wrong/" + name), UTF_8);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void document_wrong_isRefusedWithThisMessage(String name) throws IOException {
    String text = read(name + ".yaml");
    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> PolicyFiles.parse("policy.yaml", text));

    assertThat(refused.getMessage() + "\n").isEqualTo(read(name + ".txt"));
  }
}
