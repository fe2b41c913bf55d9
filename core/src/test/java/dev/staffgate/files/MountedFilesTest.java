package dev.staffgate.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountedFilesTest {
  private static final List<String> LINES =
      List.of(
          "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard",
          "40 27 254:0 /srv/p.yaml /etc/staffgate/policy.yaml rw,relatime - ext4 /dev/vda rw",
          "41 27 254:0 /srv/x /etc/with\\040blank/a\\134b.yaml rw shared:1 - ext4 /dev/vda rw",
          "42 27 0:22 /",
          "");

  @ParameterizedTest
  @CsvSource({
    "/etc/staffgate/policy.yaml, true",
    "/etc/with blank/a\\b.yaml, true",
    "/etc/staffgate, false",
    "/srv/p.yaml, false",
    "/etc/staffgate/policy.yaml.new, false"
  })
  void isIn_fileByItsPath_isFoundAmongTheMountPoints(Path file, boolean mounted) {
    assertThat(MountedFiles.isIn(LINES, file)).isEqualTo(mounted);
  }
}
