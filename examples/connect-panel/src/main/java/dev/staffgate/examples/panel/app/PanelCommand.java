package dev.staffgate.examples.panel.app;

import dev.staffgate.audit.AuditException;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.secrets.SecretStoreException;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.state.StateStoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the panel. */
@Command(
    name = "connect-panel",
    description = "A staff panel on loopback: sign in, choose a server, enter it.",
    mixinStandardHelpOptions = true,
    version = "connect-panel 0.1.0-SNAPSHOT",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  connect-panel --demo",
      "  connect-panel --print-routes > routes.yaml",
      "  connect-panel --policy staffgate.yaml --policy routes.yaml --port 8081",
      "  connect-panel --policy policy/ --folder data --store-key-file tokens.key",
      "  connect-panel --policy policy/ --base-url https://panel.example.net/ --trusted-proxy"
          + " 127.0.0.1"
    })
final class PanelCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG = 2;

  @Option(
      names = "--demo",
      description = "Starts with a policy, people and six simulated servers of its own.")
  private boolean demo;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "A file of the policy, or a folder of such files. May be repeated.")
  private List<Path> policy = List.of();

  @Option(
      names = {"--folder", "--data"},
      paramLabel = "FOLDER",
      defaultValue = "connect-panel-data",
      description =
          "The folder for state, credentials, tokens and the audit trail; ${DEFAULT-VALUE} without"
              + " it.")
  private Path folder = Path.of("connect-panel-data");

  @Mixin private AddressOptions address = new AddressOptions();

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description =
          "A file with a key: programs that send it ask by the AuthZEN API under /access/v1/. No"
              + " API without it.")
  private @Nullable Path apiKeyFile;

  @Option(
      names = "--store-key-file",
      paramLabel = "FILE",
      description =
          "A file with a key: tokens that the policy calls store:NAME are kept in the folder,"
              + " encrypted by it.")
  private @Nullable Path storeKeyFile;

  @Option(
      names = "--calls-from",
      paramLabel = "ADDRESS",
      description =
          "An address or a block that servers are called from: tokens that the panel makes are"
              + " accepted from there alone. May be repeated.")
  private List<String> callsFrom = List.of();

  @Option(
      names = "--print-routes",
      description = "Prints the routes that a policy for this panel needs, and ends.")
  private boolean printRoutes;

  @Spec private CommandSpec spec;

  /** Returns the command line; wrong arguments give one line and exit code 2. */
  static CommandLine commandLine() {
    return new CommandLine(new PanelCommand())
        .setParameterExceptionHandler(
            (wrong, arguments) -> {
              String message = String.valueOf(wrong.getMessage()).replaceAll("\\R", " ");
              return complain(wrong.getCommandLine(), message + " (see connect-panel --help)");
            })
        .setExecutionExceptionHandler(
            (failure, command, result) -> {
              if (failure instanceof PolicyException
                  || failure instanceof PanelReservation.TakenException
                  || failure instanceof SecretStoreException
                  || failure instanceof CredentialStoreException
                  || failure instanceof StateStoreException
                  || failure instanceof AuditException
                  || failure instanceof IllegalArgumentException) {
                return complain(command, String.valueOf(failure.getMessage()));
              }
              failure.printStackTrace(command.getErr());
              command.getErr().flush();
              return FAILED;
            });
  }

  private static int complain(CommandLine command, String message) {
    command.getErr().println(message);
    command.getErr().flush();
    return WRONG;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (printRoutes) {
      out.print(PanelPages.routes());
      out.flush();
      return DONE;
    }
    PanelAddress place = address.read(spec.commandLine());
    if (demo == !policy.isEmpty() || (demo && (apiKeyFile != null || storeKeyFile != null))) {
      throw wrong("give either --demo, which makes its own keys, or at least one --policy FILE");
    }
    if (demo) {
      DemoEnvironment.run(folder, place, out);
    } else {
      run(place, out);
    }
    return DONE;
  }

  private void run(PanelAddress place, PrintWriter out) throws Exception {
    PanelConfig config =
        new PanelConfig(policy, folder, place, InstantSource.system())
            .withApiKey(Optional.ofNullable(apiKeyFile).map(this::keyIn))
            .withTokens(Optional.ofNullable(storeKeyFile).map(this::tokenSettings));
    try (ConnectPanel panel = ConnectPanel.start(config)) {
      out.println("The panel is at " + panel.url());
      out.flush();
      PrintWriter err = spec.commandLine().getErr();
      panel.warnings(folder, policy).forEach(err::println);
      err.flush();
      panel.join();
    }
  }

  private Secret keyIn(Path file) {
    return SecretSource.environmentAndFiles()
        .find(new SecretRef("file", file.toString()))
        .orElseThrow(() -> wrong("there is no key in " + file));
  }

  private PanelConfig.Tokens tokenSettings(Path keyFile) {
    SecretRef key = new SecretRef("file", keyFile.toString());
    return new PanelConfig.Tokens(folder.resolve("tokens.store"), key, callsFrom);
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
