package dev.staffgate.sso;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.SecretRef;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A token that is not there is told with its whole place and what to do. */
class MissingTokenTest {
  @Test
  void at_fileWithARelativeName_tellsTheAbsolutePath() {
    assertThat(MissingToken.at(new SecretRef("file", "nope")))
        .isEqualTo(
            "file:nope: the file "
                + Path.of("").toAbsolutePath().resolve("nope")
                + " does not exist or is empty. Put the token there, alone on one line, or correct `token:` in"
                + " the policy");
  }

  @Test
  void at_environmentVariable_tellsToSetItAndStartAgain() {
    assertThat(MissingToken.at(new SecretRef("env", "NOPE")))
        .isEqualTo(
            "env:NOPE: this program's environment has no variable NOPE, or an empty one. Set it and"
                + " start the program again, or correct `token:` in the policy");
  }

  @Test
  void at_store_tellsToAddOne() {
    assertThat(MissingToken.at(new SecretRef("store", "web1")))
        .isEqualTo("store:web1. Add one first, or correct `token:` in the policy");
  }
}
