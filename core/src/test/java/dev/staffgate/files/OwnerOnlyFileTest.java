package dev.staffgate.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.staffgate.fixtures.NamedPipe;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the file that is meant, its owner, and what is not taken for one. */
class OwnerOnlyFileTest {
  private static final int SERVICE = 12_345;

  @TempDir Path folder;

  @BeforeEach
  void requireUnix() {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("unix");
  }

  private Path path() {
    return folder.resolve("store");
  }

  private OwnerOnlyFile file() {
    return OwnerOnlyFile.at(path(), 1000);
  }

  private static void put(OwnerOnlyFile file, String text) throws IOException {
    String unused =
        file.changing(
            () -> {
              file.replace(text.getBytes(UTF_8));
              return text;
            });
  }

  private static String textOf(OwnerOnlyFile file) throws IOException {
    return new String(file.read(), UTF_8);
  }

  @Test
  void replace_throughALink_keepsTheLinkAndChangesWhatItLeadsTo() throws IOException {
    put(file(), "one");
    Path link = Files.createSymbolicLink(folder.resolve("link"), path());

    put(OwnerOnlyFile.at(link, 1000), "two");

    assertThat(link).isSymbolicLink();
    assertThat(textOf(file())).isEqualTo("two");
    assertThat(folder.resolve("link.lock")).doesNotExist();
  }

  @Test
  void replace_byALinkThatLeadsNowhere_isRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));

    assertThatExceptionOfType(FileRefusedException.class)
        .isThrownBy(() -> put(OwnerOnlyFile.at(link, 1000), "one"))
        .withMessageContaining("leads nowhere");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void anyUse_ofAFileWithASecondName_isRefused() throws IOException {
    put(file(), "one");
    Path second = Files.createLink(folder.resolve("second"), path());

    for (Path name : new Path[] {path(), second}) {
      OwnerOnlyFile file = OwnerOnlyFile.at(name, 1000);
      assertThatExceptionOfType(FileRefusedException.class)
          .isThrownBy(file::read)
          .withMessageContaining("2 names (hard links)");
      assertThatExceptionOfType(FileRefusedException.class).isThrownBy(() -> put(file, "two"));
    }
    assertThat(path()).hasContent("one");
    Files.delete(second);
    assertThat(textOf(file())).isEqualTo("one");
  }

  @Test
  void read_ofAPipeOrAFolder_isRefusedAtOnce() throws Exception {
    Path pipe = NamedPipe.at(folder.resolve("pipe"));

    assertThatExceptionOfType(RegularFiles.NotRegularException.class)
        .isThrownBy(OwnerOnlyFile.at(pipe, 1000)::read)
        .withMessageContaining("is a pipe or a device");
    assertThatExceptionOfType(RegularFiles.NotRegularException.class)
        .isThrownBy(OwnerOnlyFile.at(folder, 1000)::read)
        .withMessageContaining("is a folder");
  }

  @Test
  void changing_whoseLockFileIsAPipeOrALink_isRefusedAtOnce() throws Exception {
    Path lock = NamedPipe.at(folder.resolve("store.lock"));
    assertThatThrownBy(() -> put(file(), "one"))
        .isInstanceOf(RegularFiles.NotRegularException.class)
        .hasMessageContaining("store.lock");
    Files.delete(lock);
    Path other = Files.writeString(folder.resolve("other"), "kept");
    Files.createSymbolicLink(lock, other);

    assertThatThrownBy(() -> put(file(), "one")).isInstanceOf(IOException.class);
    assertThat(path()).doesNotExist();
  }

  @Test
  void read_ofAFileOfSomebodyElse_isRefused() throws IOException {
    requireRoot();
    put(file(), "one");
    Files.setAttribute(path(), "unix:uid", SERVICE);

    assertThatExceptionOfType(FileRefusedException.class)
        .isThrownBy(file()::read)
        .withMessageContaining("belongs to 12345")
        .withMessageContaining("chown");
    assertThatExceptionOfType(FileRefusedException.class).isThrownBy(() -> put(file(), "two"));
  }

  @Test
  void replace_byRootInTheFolderOfAService_leavesTheFileToTheService() throws IOException {
    requireRoot();
    put(file(), "one");
    Files.delete(folder.resolve("store.lock"));
    for (Path one : new Path[] {folder, path()}) {
      Files.setAttribute(one, "unix:uid", SERVICE);
      Files.setAttribute(one, "unix:gid", SERVICE);
    }
    Path kept = Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-------"));

    put(file(), "two");

    assertThat(textOf(file())).isEqualTo("two");
    for (Path one : new Path[] {kept, folder.resolve("store.lock")}) {
      assertThat(Files.getAttribute(one, "unix:uid")).as(one.toString()).isEqualTo(SERVICE);
      assertThat(Files.getAttribute(one, "unix:gid")).as(one.toString()).isEqualTo(SERVICE);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void replace_byRootWhereNoFileIs_makesItForTheOwnerOfTheFolder() throws IOException {
    requireRoot();
    Files.setAttribute(folder, "unix:uid", SERVICE);

    put(file(), "one");

    assertThat(textOf(file())).isEqualTo("one");
    assertThat(Files.getAttribute(path(), "unix:uid")).isEqualTo(SERVICE);
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------, false",
    "rw-r--r--, false",
    "rw-rw-rw-, false",
    "rw-r-----, true",
    "rw-rw-r--, true",
    "rwxr-xr--, true"
  })
  void group_thatCannotBeKept_mattersIfItMayDoMoreThanOthers(String permissions, boolean matters) {
    assertThat(FileOwnership.givesMoreToTheGroup(PosixFilePermissions.fromString(permissions)))
        .isEqualTo(matters);
  }

  private void requireRoot() throws IOException {
    assumeThat(Files.getAttribute(folder, "unix:uid")).as("the user of this test").isEqualTo(0);
  }
}
