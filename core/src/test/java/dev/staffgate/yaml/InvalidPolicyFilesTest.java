package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.fixtures.NamedPipe;
import dev.staffgate.model.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told of wrong files, word for word, and how far a load goes on. */
class InvalidPolicyFilesTest {
  @TempDir Path folder;

  @Test
  void load_missingFile_saysWhichAndGoesOnWithTheOthers() throws IOException {
    Path other = write("other.yaml", "staffgate: 1\nrolls: {}\n".getBytes(UTF_8));
    Path missing = folder.resolve("missing.yaml");

    PolicyException e = refused(() -> PolicyFiles.load(missing, other));

    assertThat(e.problems())
        .extracting(problem -> problem.headline())
        .containsExactly(
            missing + ": file `" + missing + "` does not exist [file-missing]",
            other + ":2:1: unknown key `rolls` in the policy [unknown-key]");
  }

  @Test
  void load_emptyFile_isRefused() throws IOException {
    Path file = write("empty.yaml", new byte[0]);

    PolicyException e = refused(() -> PolicyFiles.load(file));

    assertThat(e)
        .hasMessage(
            file
                + ": there is nothing in it [empty-document]\n"
                + "  an empty policy is more often an accident than a wish\n"
                + "  begin with `staffgate: 1`");
  }

  @Test
  @Timeout(60)
  void load_pipeOrFolderAmongFiles_isRefusedAtOnceAndSaysWhatItIs() throws Exception {
    Path pipe = NamedPipe.at(folder.resolve("pipe.yaml"));
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path inFolder = NamedPipe.at(inner.resolve("a.yaml"));

    PolicyException e = refused(() -> PolicyFiles.load(pipe, inner));

    assertThat(e.problems())
        .extracting(problem -> problem.headline())
        .containsExactly(
            pipe
                + ": file `"
                + pipe
                + "` cannot be read: it is a pipe or a device [file-unreadable]",
            inFolder
                + ": file `"
                + inFolder
                + "` cannot be read: it is a pipe or a device [file-unreadable]");
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> PolicyEdit.of(inner))
        .withMessageContaining("it is a folder [file-unreadable]");
  }

  @Test
  void load_binaryFile_namesTheFirstByteThatIsNoText() throws IOException {
    Path file = write("logo.png", new byte[] {'a', '\n', 'b', (byte) 0x89, 'P', 'N', 'G'});

    PolicyException e = refused(() -> PolicyFiles.load(file));

    assertThat(e)
        .hasMessage(
            file
                + ":2:2: byte 0x89 is not part of UTF-8 text [not-utf-8]\n"
                + "  the file has to be UTF-8 text; this looks like another encoding or a binary file\n"
                + "  save the file as UTF-8");
  }

  @Test
  void load_seventeenMebibytes_isRefusedUnread() throws IOException {
    Path file = folder.resolve("huge.yaml");
    Files.writeString(file, "staffgate: 1\n#" + "x".repeat(17 * 1024 * 1024));

    PolicyException e = refused(() -> PolicyFiles.load(file));

    assertThat(e)
        .hasMessage(
            file
                + ": file `"
                + file
                + "` is larger than 16777216 bytes [file-too-large]\n"
                + "  a bound keeps a wrong file from filling the memory\n"
                + "  split the policy into several files, or load it with a higher bound");
  }

  @Test
  void load_sameIdInTwoFiles_namesBothPlaces() throws IOException {
    Path one =
        write("one.yaml", "staffgate: 1\nroles: { helper: {} }\nroutes: []\n".getBytes(UTF_8));
    Path two =
        write("two.yaml", "staffgate: 1\nroutes: []\nroles:\n  helper: {}\n".getBytes(UTF_8));

    PolicyException e = refused(() -> PolicyFiles.load(one, two));

    assertThat(e)
        .hasMessage(
            two
                + ":2:9: `routes` stands in two files [section-twice]\n"
                + "    2 | routes: []\n"
                + "      |         ^\n"
                + "  it holds for the whole policy; it stands first at "
                + one
                + ":3:9\n"
                + "  keep it in one of them\n\n"
                + two
                + ":4:3: role `helper` is defined twice [defined-twice]\n"
                + "    4 |   helper: {}\n"
                + "      |   ^^^^^^\n"
                + "  one of the two would be passed over; it is defined first at "
                + one
                + ":2:10\n"
                + "  take one out, or unite them");
  }

  @Test
  void load_oneFileOfTwoUnreadable_blamesNobodyForItsNames() throws IOException {
    Path broken = write("roles.yaml", "staffgate: 1\nroles: { helper: {}\n".getBytes(UTF_8));
    Path staff =
        write("staff.yaml", "staffgate: 1\nstaff: { ann: { roles: [helper] } }\n".getBytes(UTF_8));

    PolicyException e = refused(() -> PolicyFiles.load(broken, staff));

    assertThat(e.problems())
        .extracting(problem -> problem.code())
        .containsExactly("unclosed-bracket");
  }

  @Test
  void load_thousandsOfProblems_tellsTheFirstHundredAtOnce() {
    StringBuilder text = new StringBuilder("staffgate: 1\nroles:\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("  role-").append(i).append(": { includes: [missing-").append(i).append("] }\n");
    }

    PolicyException e = refused(() -> PolicyFiles.parse("many.yaml", text.toString()));

    assertThat(e.problems()).hasSize(100);
    assertThat(e.problems().get(0).at()).hasToString("many.yaml:3:24");
    assertThat(e.hasMore()).isTrue();
    assertThat(e.getMessage()).endsWith("\n\nthese are the first 100 problems; there are more");
  }

  @Test
  void load_hundredProblemsAndOneMore_saysWhetherThereAreMore() {
    StringBuilder text = new StringBuilder("staffgate: 1\nstaff:\n");
    for (int i = 0; i < 100; i++) {
      text.append("  ann-").append(i).append(": { colour: blue }\n");
    }
    String hundred = text.toString();

    PolicyException all = refused(() -> PolicyFiles.parse("many.yaml", hundred));
    PolicyException first =
        refused(() -> PolicyFiles.parse("many.yaml", hundred + "  bob: { colour: red }\n"));

    assertThat(all.problems()).hasSize(100);
    assertThat(all.hasMore()).isFalse();
    assertThat(all.getMessage()).doesNotContain("there are more");
    assertThat(first.problems()).hasSize(100);
    assertThat(first.hasMore()).isTrue();
    assertThat(first.getMessage()).endsWith("these are the first 100 problems; there are more");
  }

  @Test
  void load_fileNamedTwice_saysSoOnceAndBlamesNothingInIt() throws IOException {
    Path file = write("one.yaml", "staffgate: 1\nroles: { helper: {} }\n".getBytes(UTF_8));
    Path sameFile = folder.resolve(".").resolve("one.yaml");

    assertThat(refused(() -> PolicyFiles.load(file, file)))
        .hasMessage(
            file
                + ": file `"
                + file
                + "` is named twice [file-twice]\n"
                + "  all that it defines would be defined twice\n"
                + "  name it once; a folder stands for all files in it");
    assertThat(refused(() -> PolicyFiles.load(file, sameFile)).problems())
        .extracting(problem -> problem.what())
        .containsExactly("file `" + sameFile + "` is named twice, first as `" + file + "`");
    assertThat(refused(() -> PolicyFiles.load(folder, file)).problems())
        .extracting(problem -> problem.what())
        .containsExactly("file `" + file + "` is named twice");
  }

  @Test
  void load_rolesTenThousandDeep_isLoadedAndACircleAmongThemIsTold() {
    StringBuilder text = new StringBuilder("staffgate: 1\nroles:\n");
    for (int i = 0; i < 10_000; i++) {
      text.append("  r").append(i).append(": { includes: [r").append(i + 1).append("] }\n");
    }
    String open = text + "  r10000: { grants: [client.view] }\nstaff: { ann: { roles: [r0] } }\n";
    String closed = text + "  r10000: { includes: [r0] }\n";

    assertThat(PolicyFiles.parse("deep.yaml", open).document().roles()).hasSize(10_001);
    assertThat(refused(() -> PolicyFiles.parse("deep.yaml", closed)).problems())
        .extracting(problem -> problem.code())
        .containsExactly("role-cycle");
  }

  @Test
  void load_sameMistakeInTwoLines_tellsBoth() {
    PolicyException e =
        refused(
            () ->
                PolicyFiles.parse(
                    "p.yaml",
                    """
                    staffgate: 1
                    roles:
                      r:
                        grants:
                          - client.vew
                          - client.vew
                    """));

    assertThat(e.problems())
        .extracting(problem -> problem.at().toString())
        .containsExactly("p.yaml:5:9", "p.yaml:6:9");
  }

  @Test
  void load_textThatIsNoYaml_tellsWhatIsWrongBeforeItToo() {
    PolicyException e =
        refused(
            () ->
                PolicyFiles.parse(
                    "p.yaml",
                    """
                    staffgate: 1
                    staff:
                      ann: { colour: blue }
                      bob: { colour: red }
                      eve: }
                    """));

    assertThat(e.problems())
        .extracting(problem -> problem.at().line() + " " + problem.code())
        .containsExactly("3 unknown-key", "4 unknown-key", "5 yaml-syntax");
  }

  @Test
  void load_keyTwiceInALargeSection_isRefused() {
    PolicyException e =
        refused(
            () ->
                PolicyFiles.parse(
                    "p.yaml",
                    "staffgate: 1\nstaff:\n  ann: {}\n  bob: {}\n  ann: { colour: red }\n"));

    assertThat(e.problems())
        .extracting(problem -> problem.at().line() + " " + problem.code())
        .containsExactly("5 duplicate-key");
  }

  @Test
  void load_idInThreeFilesAndTwiceInOne_tellsEach() throws IOException {
    Path one = write("one.yaml", "staffgate: 1\nroles:\n  helper: {}\n".getBytes(UTF_8));
    Path two =
        write("two.yaml", "staffgate: 1\nroles:\n  helper: {}\n  helper: {}\n".getBytes(UTF_8));
    Path three = write("three.yaml", "staffgate: 1\nroles:\n  helper: {}\n".getBytes(UTF_8));

    PolicyException e = refused(() -> PolicyFiles.load(one, two, three));

    assertThat(e.problems())
        .extracting(problem -> problem.at().toString() + " " + problem.code())
        .containsExactly(
            two + ":3:3 defined-twice", two + ":4:3 duplicate-key", three + ":3:3 defined-twice");
    assertThat(e.problems().get(2).why()).endsWith("it is defined first at " + one + ":3:3");
  }

  /** What stands right before a fault is often misread, and so is not taken for defined. */
  @Test
  void load_idRightBeforeAFaultAndInAnotherFile_isNotDefinedTwice() throws IOException {
    Path broken =
        write(
            "one.yaml", "staffgate: 1\nroles:\n  helper: {}\n  bad\n  other: {}\n".getBytes(UTF_8));
    for (String text : List.of("staffgate: 1\nroles:\n  helper: {}\n", "roles:\n  helper: {}\n")) {
      Path other = write("two.yaml", text.getBytes(UTF_8));

      PolicyException e = refused(() -> PolicyFiles.load(broken, other));

      assertThat(e.problems())
          .extracting(problem -> problem.code())
          .doesNotContain("defined-twice");
    }
  }

  private static PolicyException refused(ThrowingCallable load) {
    PolicyException e = catchThrowableOfType(PolicyException.class, load);
    assertThat(e).as("the policy was loaded").isNotNull();
    return e;
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
