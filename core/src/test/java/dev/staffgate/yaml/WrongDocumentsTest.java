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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong documents and, beside each, the whole message that its author gets: {@code wrong/NAME.yaml}
 * and {@code NAME.txt}.
 */
class WrongDocumentsTest {
  @TempDir Path folder;

  static List<String> documents() throws IOException, URISyntaxException {
    Path wrong = Path.of(Resources.getResource(WrongDocumentsTest.class, "wrong").toURI());
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
        Resources.getResource(WrongDocumentsTest.class, "wrong/" + name), UTF_8);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void document_wrong_isRefusedWithThisMessage(String name) throws IOException {
    String text = read(name + ".yaml");
    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> PolicyFiles.parse("policy.yaml", text));

    assertThat(refused.getMessage() + "\n").isEqualTo(read(name + ".txt"));
  }

  private PolicyException loading(Path file) {
    return catchThrowableOfType(PolicyException.class, () -> PolicyFiles.load(file));
  }

  @Test
  void file_missing_isRefused() {
    assertThat(loading(folder.resolve("none.yaml")).problems())
        .extracting(problem -> problem.code())
        .containsExactly("file-missing");
  }

  @Test
  void file_thatIsAFolder_isRefused() {
    assertThat(loading(folder).problems())
        .extracting(problem -> problem.code())
        .containsExactly("file-unreadable");
  }

  @Test
  void file_empty_isRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.yaml"));

    assertThat(loading(file).problems())
        .extracting(problem -> problem.code())
        .containsExactly("empty-document");
  }

  @Test
  void file_binary_isRefusedWithThePlaceOfTheFirstWrongByte() throws IOException {
    Path file = folder.resolve("binary.yaml");
    Files.write(file, new byte[] {'a', '\n', 'b', (byte) 0xff, (byte) 0xfe, 0});

    assertThat(loading(file).problems().get(0).headline())
        .isEqualTo(file + ":2:2: byte 0xff is no part of UTF-8 text [not-utf-8]");
  }

  @Test
  void file_of17MiB_isRefusedWithoutReadingItAll() throws IOException {
    Path file = folder.resolve("large.yaml");
    byte[] bytes = new byte[17 * 1024 * 1024];
    Arrays.fill(bytes, (byte) '#');
    Files.write(file, bytes);

    assertThat(loading(file).problems())
        .extracting(problem -> problem.code())
        .containsExactly("file-too-large");
  }

  @Test
  void files_thatDefineTheSame_nameBothPlaces() throws IOException {
    Path one =
        Files.writeString(
            folder.resolve("one.yaml"), "staffgate: 1\nroles: { a: { grants: [client.view] } }\n");
    Path two =
        Files.writeString(
            folder.resolve("two.yaml"), "staffgate: 1\nroles: { a: { grants: [client.view] } }\n");
    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> PolicyFiles.load(one, two));

    assertThat(refused.getMessage())
        .contains(two + ":2:10: role `a` is defined twice")
        .contains(one + ":2:10");
  }

  @Test
  void tokenInClear_isNowhereInTheMessage() throws IOException {
    String text = read("token-in-clear.yaml");
    PolicyException refused =
        catchThrowableOfType(PolicyException.class, () -> PolicyFiles.parse("policy.yaml", text));

    assertThat(refused.getMessage()).doesNotContain("K5QCCCYHVJ0A6ZOZ8RI8OQ5CDF8JGYW8");
  }
}
