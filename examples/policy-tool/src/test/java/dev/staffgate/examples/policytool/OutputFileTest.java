package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void write_aNewFileInANewFolder_makesBoth() throws IOException {
    Path file = folder.resolve("reports/one.json");

    OutputFile.write(file, out -> out.write("all"));

    assertThat(file).hasContent("all");
    assertThat(file.getParent()).isDirectoryContaining("glob:**/one.json");
  }

  @Test
  void write_thatFailsHalfway_leavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("one.json"), "old");

    assertThatThrownBy(
            () ->
                OutputFile.write(
                    file,
                    out -> {
                      out.write("half");
                      out.flush();
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("one.json");
  }

  @Test
  void write_overAFile_keepsItsPermissionsAndTheLinkToIt() throws IOException {
    Path file = Files.writeString(folder.resolve("one.json"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);

    OutputFile.write(link, out -> out.write("new"));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void write_toAFolderOrBelowAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("one.json"), "old");

    assertThatThrownBy(() -> OutputFile.write(folder, out -> out.write("x")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> OutputFile.write(file.resolve("two.json"), out -> out.write("x")))
        .isInstanceOf(FileSystemException.class);
    assertThat(names()).containsExactly("one.json");
  }

  /**
   * Stops a process in the middle of writing. A signal of Ctrl-C takes the same way, but a process
   * in the background may ignore it.
   */
  @Test
  void write_thatIsStopped_leavesNoHalfFile() throws Exception {
    Path file = Files.writeString(folder.resolve("one.json"), "old");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessWriting.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("half is written");

    assertThat(process.toHandle().destroy()).isTrue(); // and its output can still be read

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(process.inputReader().readLine()).isNull();
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("one.json");
  }

  /** The process that is stopped. */
  static final class EndlessWriting {
    public static void main(String[] arguments) throws IOException {
      OutputFile.write(
          Path.of(arguments[0]),
          out -> {
            out.write("half");
            out.flush();
            System.out.println("half is written");
            while (true) {
              Thread.onSpinWait();
            }
          });
    }
  }
}
