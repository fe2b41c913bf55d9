package dev.staffgate.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.staffgate.fixtures.NamedPipe;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and keys in files: which are taken, which are told of, which are refused. */
@Timeout(60)
class EnvironmentAndFilesTest {
  @TempDir Path folder;

  private final List<Path> told = new ArrayList<>();
  private final EnvironmentAndFiles source = new EnvironmentAndFiles(name -> null, told::add);

  @BeforeEach
  void requirePosix() {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
  }

  private Path token() {
    return folder.resolve("token");
  }

  private void write(String permissions) throws IOException {
    Path file = Files.writeString(token(), " T1\n");
    Path unused = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private Optional<Secret> found() {
    return source.find(new SecretRef("file", token().toString()));
  }

  @Test
  void find_inAFileOfItsOwnerOrGroup_isTakenWithoutAWord() throws IOException {
    for (String permissions : List.of("rw-------", "r--r-----", "rw-rw----")) {
      write(permissions);
      assertThat(found()).contains(Secret.of("T1"));
      Files.delete(token());
    }
    assertThat(found()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void find_inAFileThatEverybodyCanRead_isToldOnceUntilItIsMended() throws IOException {
    write("rw-r--r--");
    assertThat(found()).contains(Secret.of("T1"));
    assertThat(found()).contains(Secret.of("T1"));
    assertThat(told).containsExactly(token());

    write("rw-------");
    assertThat(found()).contains(Secret.of("T1"));
    write("rw-r--r--");
    assertThat(found()).contains(Secret.of("T1"));
    assertThat(told).hasSize(2);
  }

  @Test
  void find_inAFileThatEverybodyCanWrite_isRefused() throws IOException {
    write("rw-rw-rw-");

    assertThatExceptionOfType(SecretStoreException.class)
        .isThrownBy(this::found)
        .withMessageContaining(token().toString())
        .withMessageContaining("chmod o-w")
        .withNoCause();
  }

  @Test
  void find_inAPipeADeviceOrAFolder_isRefusedAtOnce() throws Exception {
    Path pipe = NamedPipe.at(folder.resolve("pipe"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));
    for (Path file : List.of(pipe, link, folder)) {
      assertThatExceptionOfType(SecretStoreException.class)
          .isThrownBy(() -> source.find(new SecretRef("file", file.toString())))
          .withMessageContaining("name a regular file");
    }
  }

  @Test
  void find_inAFileWithoutEnd_isReadUpToTheBound() throws IOException {
    Files.writeString(token(), "T".repeat(Secret.MAX_LENGTH + 1));

    assertThatThrownBy(this::found).isInstanceOf(UncheckedIOException.class);
  }
}
