package dev.staffgate.examples.policytool;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.policy.Policy;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.secrets.SecretStoreException;
import dev.staffgate.servlet.authzen.AuthZenCaller;
import dev.staffgate.servlet.authzen.AuthZenHandler;
import dev.staffgate.servlet.authzen.StatedFact;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers other programs over HTTP. */
@Command(
    name = "serve",
    description =
        "Answers the OpenID AuthZEN API on loopback, by a policy that is looked at for changes.",
    footer = {
      "Runs until it is stopped. For programs on this machine, and for trying a policy out.",
      "",
      "Examples:",
      "  policy-tool serve --policy staffgate.yaml",
      "  policy-tool serve --policy staffgate.yaml --port 0 --may-state ADDRESS"
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final int KEY_BYTES = 32;

  @Mixin private PolicyOption policy = new PolicyOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8181",
      description = "The port on loopback; 0 for any that is free; ${DEFAULT-VALUE} without it.")
  private int port;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "A file with the key that callers send; without it, one is made and printed.")
  private @Nullable Path keyFile;

  @Option(
      names = "--subject-type",
      paramLabel = "TYPE",
      description = "The type of subjects that are staff; user without it. May be repeated.")
  private List<String> subjectTypes = List.of();

  @Option(
      names = "--action",
      paramLabel = "NAME=PERMISSION",
      description =
          "An action that has another name than its permission. May be repeated, once for each"
              + " name.")
  private List<String> actions = List.of();

  @Option(
      names = "--may-state",
      paramLabel = "FACT",
      split = ",",
      description = "What callers are believed: ${COMPLETION-CANDIDATES}; nothing without it.")
  private List<StatedFact> facts = List.of();

  @Option(
      names = "--records",
      paramLabel = "FILE",
      description = {
        "What is kept about subjects and resources, as JSON: {\"subjects\": [...], \"resources\":"
            + " [...]},",
        "each with type, id and properties. Searches for resources look through these."
      })
  private @Nullable Path recordsFile;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      converter = OptionValues.WebAddress.class,
      description = {
        "The address that the metadata tell, such as https://pdp.example.com/eu, where a proxy on"
            + " this",
        "machine passes calls on; without it, the address on loopback."
      })
  private @Nullable URI baseUrl;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Secret key = keyFile == null ? newKey() : keyIn(keyFile);
    try (PolicyServer server = start(key)) {
      out.println("The API is at " + server.url() + "/access/v1/");
      if (keyFile == null) {
        out.println("Callers send: Authorization: Bearer " + key.revealToUse());
      }
      out.flush();
      server.join();
      return PolicyTool.OK;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return PolicyTool.OK;
    } catch (IOException taken) {
      spec.commandLine()
          .getErr()
          .println(
              "port "
                  + port
                  + " cannot be used: choose another by --port, or 0 for any that is free");
      return PolicyTool.FAILED;
    }
  }

  private PolicyServer start(Secret key) throws Exception {
    if (port < 0 || port > 65_535) {
      throw wrong("--port is not within 0 and 65535", null);
    }
    RecordsFile records = recordsFile == null ? null : recordsIn(recordsFile);
    Map<String, String> permissions = permissionsByAction();
    return PolicyServer.start(
        policy.files,
        policy.loadOptions(),
        port,
        Optional.ofNullable(baseUrl),
        api -> configured(api, key, records, permissions));
  }

  /** An action whose permission is misspelt would be denied to everybody, in silence. */
  private Map<String, String> permissionsByAction() {
    try {
      Map<String, String> all = NamedValues.of("--action", "NAME=PERMISSION", actions);
      if (!all.isEmpty()) {
        Policy loaded = policy.load();
        for (String id : all.values()) {
          if (loaded.catalogue().find(id).isEmpty()) {
            throw new UnknownPermissionException(id, loaded.catalogue());
          }
        }
      }
      return all;
    } catch (UnknownPermissionException e) {
      throw wrong("--action: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
  }

  private AuthZenHandler.Builder configured(
      AuthZenHandler.Builder api,
      Secret key,
      @Nullable RecordsFile records,
      Map<String, String> permissions) {
    try {
      if (baseUrl != null) {
        api.baseUrl(baseUrl);
      }
      if (records != null) {
        records.addTo(api, subjectTypes.isEmpty() ? List.of("user") : subjectTypes);
      }
      api.caller(AuthZenCaller.withKey("serve", key).mayState(facts.toArray(StatedFact[]::new)));
      permissions.forEach(api::action);
      return subjectTypes.isEmpty() ? api : api.subjectTypes(subjectTypes.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
  }

  private CommandLine.ParameterException wrong(String message, @Nullable Exception cause) {
    return new CommandLine.ParameterException(spec.commandLine(), message, cause);
  }

  private static Secret newKey() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  private RecordsFile recordsIn(Path file) {
    try {
      return RecordsFile.read(file);
    } catch (IOException e) {
      throw wrong(
          "--records: " + ShownName.of(file) + " cannot be read: " + FileFaults.reason(file, e), e);
    } catch (IllegalArgumentException e) {
      throw wrong("--records: " + ShownName.of(file) + ": " + e.getMessage(), e);
    }
  }

  private Secret keyIn(Path file) {
    try {
      return SecretSource.environmentAndFiles()
          .find(new SecretRef("file", file.toString()))
          .orElseThrow(
              () -> wrong("--api-key-file: there is no key in " + ShownName.of(file), null));
    } catch (SecretStoreException refused) {
      throw wrong("--api-key-file: " + refused.getMessage(), refused);
    } catch (UncheckedIOException e) {
      throw wrong(
          "--api-key-file: "
              + ShownName.of(file)
              + " cannot be read: "
              + FileFaults.reason(file, requireNonNull(e.getCause())),
          e);
    }
  }
}
