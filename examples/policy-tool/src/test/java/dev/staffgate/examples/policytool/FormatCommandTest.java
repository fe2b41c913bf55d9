package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatCommandTest {
  private static final String GROWN =
      "staffgate: 1\nroles:\n    r: {grants: [client.view]} # all\n";
  private static final String FORMATTED =
      "staffgate: 1\nroles:\n  r: { grants: [client.view] } # all\n";

  @TempDir Path folder;
  private Path grown;
  private Path formatted;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    grown = Files.writeString(folder.resolve("grown.yaml"), GROWN);
    formatted = Files.writeString(folder.resolve("formatted.yaml"), FORMATTED);
  }

  private int run(Object... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "format";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = arguments[i].toString();
    }
    return PolicyTool.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }

  @Test
  void format_aFile_isPrintedAndStaysAsItIs() {
    assertThat(run(grown)).isZero();
    assertThat(out.toString()).isEqualTo(FORMATTED);
    assertThat(grown).hasContent(GROWN);
  }

  @Test
  void format_withWrite_replacesWhatIsNotFormattedAlone() throws IOException {
    FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(formatted, before);

    assertThat(run("--write", grown, formatted)).isZero();

    assertThat(out.toString()).isEqualTo(grown + "\n");
    assertThat(grown).hasContent(FORMATTED);
    assertThat(Files.getLastModifiedTime(formatted)).isEqualTo(before);
  }

  @Test
  void format_withCheck_namesWhatIsNotFormatted() {
    assertThat(run("--check", grown, formatted)).isEqualTo(1);
    assertThat(out.toString()).isEqualTo(grown + "\n");
    assertThat(run("--check", formatted)).isZero();
    assertThat(run("--check", "--exit-zero", grown)).isZero();
    assertThat(grown).hasContent(GROWN);
  }

  @Test
  void format_withJson_tellsOfEachFile() {
    assertThat(run("--check", "--json", grown, formatted)).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            "{\"files\":[{\"file\":\""
                + grown
                + "\",\"formatted\":false,\"changed\":false},{\"file\":\""
                + formatted
                + "\",\"formatted\":true,\"changed\":false}]}\n");
  }

  @Test
  void format_whereOneFileIsBroken_writesNone() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "staffgate: 1\nrolls: {}\n");

    assertThat(run("--write", grown, broken)).isEqualTo(2);
    assertThat(err.toString()).contains("broken.yaml:2:1: unknown key `rolls`");
    assertThat(grown).hasContent(GROWN);
    assertThat(run("--write", "--check", grown)).isEqualTo(2);
    assertThat(grown).hasContent(GROWN);
  }

  @Test
  void format_whatCannotBeRead_endsWith2AndSaysWhy() throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});

    assertThat(run(folder.resolve("none.yaml"))).isEqualTo(2);
    assertThat(run(folder)).isEqualTo(2);
    assertThat(run(binary)).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "none.yaml` does not exist",
            "file `" + folder + "` cannot be read: it is a folder",
            "binary.yaml:1:1: byte 0xff is not part of UTF-8 text")
        .doesNotContain("\tat ");
  }
}
