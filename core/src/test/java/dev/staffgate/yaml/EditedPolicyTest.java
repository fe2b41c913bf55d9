package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.staffgate.files.FileRefusedException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.edit.FileReplacement;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edited policies go back into their files whole, and only if nobody else has changed them. */
class EditedPolicyTest {
  @TempDir Path folder;
  private Path roles;
  private Path staff;

  @BeforeEach
  void writeFiles() throws IOException {
    roles =
        Files.writeString(folder.resolve("roles.yaml"), "\ufeffstaffgate: 1\r\nroles: { a: {} }");
    staff = Files.writeString(folder.resolve("staff.yaml"), "staffgate: 1\nstaff: { x: {} } # é\n");
  }

  @Test
  void write_ofOneChangedFile_replacesItAndLeavesTheOther() throws IOException {
    Object before = Files.readAttributes(roles, "*").get("lastModifiedTime");
    EditedPolicy edited = PolicyEdit.of(roles, staff).disable("x").apply();
    edited.write();
    assertThat(staff).hasContent("staffgate: 1\nstaff: { x: { disabled: true } } # é\n");
    assertThat(Files.readAttributes(roles, "*").get("lastModifiedTime")).isEqualTo(before);
    assertThat(PolicyFiles.load(roles, staff).version()).isEqualTo(edited.policy().version());
    assertThat(filesInFolder()).containsExactlyInAnyOrder(roles, staff);
  }

  @Test
  void write_ofWhatWasNotChanged_keepsTheBytes() throws IOException {
    PolicyEdit.of(roles, staff).addStaff(StaffAccount.of("neu", "a")).apply().write();
    assertThat(Files.readString(roles)).isEqualTo("\ufeffstaffgate: 1\r\nroles: { a: {} }");
    assertThat(Files.readString(staff))
        .isEqualTo("staffgate: 1\nstaff: { x: {}, neu: { roles: [a] } } # é\n");
  }

  @Test
  void write_whenAnyFileOfThePolicyWasChanged_isRefusedAndChangesNothing() throws IOException {
    EditedPolicy edited = PolicyEdit.of(roles, staff).disable("x").apply();
    Files.writeString(roles, "staffgate: 1\nroles: { a: {}, b: {} }\n");
    assertThatThrownBy(edited::write)
        .isInstanceOf(ConcurrentModificationException.class)
        .hasMessageContaining("roles.yaml was changed since it was read; nothing is replaced");
    assertThat(staff).hasContent("staffgate: 1\nstaff: { x: {} } # é\n");
    assertThat(filesInFolder()).containsExactlyInAnyOrder(roles, staff);
  }

  @Test
  void write_forASecondTime_isRefused() throws IOException {
    EditedPolicy edited = PolicyEdit.of(roles, staff).disable("x").apply();
    edited.write();
    assertThatThrownBy(edited::write).isInstanceOf(ConcurrentModificationException.class);
  }

  @Test
  void write_whenAFileIsGone_changesNothing() throws IOException {
    EditedPolicy edited = PolicyEdit.of(roles, staff).disable("x").apply();
    Files.delete(roles);
    assertThatThrownBy(edited::write).isInstanceOf(NoSuchFileException.class);
    assertThat(staff).hasContent("staffgate: 1\nstaff: { x: {} } # é\n");
    assertThat(filesInFolder()).containsExactly(staff);
  }

  @Test
  void replace_whenALaterFileCannotBeReplaced_putsTheEarlierOneBack() throws IOException {
    Path full = Files.createDirectory(folder.resolve("full.yaml"));
    Path inside = Files.writeString(full.resolve("inside"), "");
    Map<Path, byte[]> expected = Map.of(staff, Files.readAllBytes(staff));
    Map<Path, byte[]> replacements = new LinkedHashMap<>();
    replacements.put(staff, "new".getBytes(UTF_8));
    replacements.put(full, "new".getBytes(UTF_8));
    assertThatThrownBy(() -> FileReplacement.replace(expected, replacements))
        .isInstanceOf(IOException.class)
        .hasNoSuppressedExceptions();
    assertThat(staff).hasContent("staffgate: 1\nstaff: { x: {} } # é\n");
    assertThat(inside).exists();
    assertThat(filesInFolder()).containsExactlyInAnyOrder(roles, staff, full);
  }

  @Test
  void write_throughALink_keepsTheLinkAndThePermissions() throws IOException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "this file system has no POSIX permissions");
    Files.setPosixFilePermissions(staff, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), staff);
    PolicyEdit.of(roles, link).disable("x").apply().write();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(staff)).contains("disabled: true");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staff)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void write_ofAFileWithAHardLink_isRefusedAndChangesNothing() throws IOException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("unix"),
        "this file system does not tell of hard links");
    Path other = Files.createLink(folder.resolve("other"), staff);
    EditedPolicy edited = PolicyEdit.of(roles, staff).disable("x").apply();
    assertThatThrownBy(edited::write)
        .isInstanceOf(FileRefusedException.class)
        .hasMessageContaining("staff.yaml is one file under 2 names");
    assertThat(other).hasContent("staffgate: 1\nstaff: { x: {} } # é\n");
    assertThat(Files.isSameFile(other, staff)).isTrue();
    assertThat(filesInFolder()).containsExactlyInAnyOrder(roles, staff, other);
  }

  @Test
  void write_byRoot_leavesTheFileToItsOwnerAndGroup() throws IOException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("unix")
            && Files.getAttribute(folder, "unix:uid").equals(0),
        "this test is not run by root");
    Files.setPosixFilePermissions(staff, PosixFilePermissions.fromString("rw-r-----"));
    Files.setAttribute(staff, "unix:uid", 12_345);
    Files.setAttribute(staff, "unix:gid", 12_346);
    PolicyEdit.of(roles, staff).disable("x").apply().write();
    assertThat(Files.readString(staff)).contains("disabled: true");
    assertThat(Files.readAttributes(staff, "unix:uid,gid"))
        .containsEntry("uid", 12_345)
        .containsEntry("gid", 12_346);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(staff)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void write_ofAPolicyThatIsNotInFiles_isRefused() {
    EditedPolicy edited =
        PolicyEdit.of(Map.of("p", "staffgate: 1\nstaff: { x: {} }\n"), LoadOptions.DEFAULT)
            .disable("x")
            .apply();
    assertThatThrownBy(edited::write).isInstanceOf(IllegalStateException.class);
  }

  private List<Path> filesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith(".staffgate.lock")).toList();
    }
  }
}
