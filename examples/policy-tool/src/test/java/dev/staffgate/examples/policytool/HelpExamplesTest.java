package dev.staffgate.examples.policytool;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.signin.Credentials;
import dev.staffgate.state.jdbc.JdbcCredentialStore;
import dev.staffgate.state.jdbc.JdbcStaffDirectory;
import dev.staffgate.state.jdbc.JdbcStateStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every example in the help of a command works, in a folder with the files that it names. */
class HelpExamplesTest {
  private static final String TOOL = "  policy-tool ";

  @TempDir Path folder;

  @BeforeEach
  void writeTheFilesOfTheExamples() throws IOException {
    String readme =
        Files.readString(
            Path.of(
                requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"),
                "README.md"));
    String policy = block(readme, "yaml");
    Files.writeString(folder.resolve("staffgate.yaml"), policy);
    Files.writeString(folder.resolve("old.yaml"), policy);
    String commands = readme.substring(readme.indexOf("`requests.jsonl` has a request"));
    Files.writeString(folder.resolve("tests.yaml"), block(commands, "yaml"));
    Files.writeString(folder.resolve("requests.jsonl"), block(commands, "json"));
    Files.writeString(folder.resolve("password.txt"), "a stair of nine blue herons\n");
    Files.createDirectory(folder.resolve("data"));
    try (JdbcStateStore state = JdbcStateStore.inFile(folder.resolve("data/state.mv.db"))) {
      JdbcStaffDirectory.in(state).put(StaffAccount.of("alice", "billing"));
      JdbcStaffDirectory.in(state).put(StaffAccount.of("zoe", "billing"));
      Credentials alices = Credentials.none().withPasswordHash(Secret.of("a hash"));
      assertThat(JdbcCredentialStore.in(state).replace("alice", alices)).isTrue();
    }
  }

  private static String block(String document, String language) {
    Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```").matcher(document);
    assertThat(block.find()).as("a block of " + language).isTrue();
    return block.group(1);
  }

  private static List<CommandLine> commands() {
    return List.copyOf(PolicyTool.commandLine().getSubcommands().values());
  }

  private static List<CommandLine> commandsAndTheirCommands() {
    return commands().stream()
        .flatMap(one -> Stream.concat(Stream.of(one), one.getSubcommands().values().stream()))
        .toList();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  /** Returns the examples of a command; one that goes on in the next line ends in a backslash. */
  private static List<String> examples(CommandLine command) {
    List<String> examples = new ArrayList<>();
    List<String> lines =
        new ArrayList<>(Arrays.asList(command.getCommandSpec().usageMessage().footer()));
    while (!lines.isEmpty()) {
      String line = lines.remove(0);
      if (line.startsWith(TOOL)) {
        StringBuilder whole = new StringBuilder(line.substring(TOOL.length()));
        while (whole.toString().endsWith("\\")) {
          whole.setLength(whole.length() - 1);
          whole.append(lines.remove(0).strip());
        }
        examples.add(whole.toString());
      }
    }
    return examples;
  }

  @Test
  void help_ofEachCommand_teachesByExampleInLinesThatFitAScreen() {
    for (CommandLine command : commandsAndTheirCommands()) {
      assertThat(command.getUsageMessage())
          .as(name(command))
          .contains("\nExamples:\n  " + name(command))
          .contains("\nEnds with:\n");
      assertThat(command.getUsageMessage().lines())
          .as(name(command))
          .allMatch(line -> line.length() <= 80);
      assertThat(examples(command)).isNotEmpty();
    }
  }

  @Test
  void examples_ofEachCommand_endWith0() throws IOException {
    for (CommandLine command : commandsAndTheirCommands()) {
      for (String example : examples(command)) {
        String[] parts = example.split(" < ", 2);
        String[] here =
            parts[0]
                .replaceAll(
                    "(?<= )(\\.?[a-z][a-z/.-]*\\.(yaml|jsonl|json|xml|html|sarif|sql|mv\\.db))",
                    folder + "/$1")
                .split(" ");
        if (command.getCommandName().equals("serve")) {
          PolicyTool.commandLine().parseArgs(here); // runs until it is stopped
          continue;
        }
        InputStream in = System.in;
        StringWriter said = new StringWriter();
        CommandLine tool = PolicyTool.commandLine();
        tool.setOut(new PrintWriter(said, true));
        tool.setErr(new PrintWriter(said, true));
        try {
          System.setIn(
              parts.length == 1
                  ? InputStream.nullInputStream()
                  : new ByteArrayInputStream(Files.readAllBytes(folder.resolve(parts[1]))));

          assertThat(tool.execute(here)).as(example + "\n" + said).isZero();
        } finally {
          System.setIn(in);
        }
      }
    }
  }

  @Test
  void help_ofTheTool_namesEachCommandAndEachExitCode() {
    String help = PolicyTool.commandLine().getUsageMessage();

    for (CommandLine command : commands()) {
      assertThat(help).contains("\n  " + command.getCommandName() + " ");
    }
    CommandHelp.exitCodes()
        .keySet()
        .forEach(code -> assertThat(help).contains("\n  " + code + " "));
  }

  @Test
  void table_ofTheReadme_hasEachCommandAndEachExitCode() throws IOException {
    String readme =
        Files.readString(
            Path.of(
                requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"),
                "README.md"));

    for (CommandLine command : commands()) {
      assertThat(readme).contains("| `" + command.getCommandName() + "` |");
    }
    CommandHelp.exitCodes()
        .forEach((code, meaning) -> assertThat(readme).contains("| " + code + " | " + meaning));
  }
}
