package dev.staffgate.examples.policytool.accounts;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.SignInResult.Refused;
import dev.staffgate.signin.care.CareResult;
import dev.staffgate.signin.care.CareResult.LinkMade;
import dev.staffgate.signin.care.CareResult.NotDone;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The address of the panel, of which links are made. */
final class PanelUrl {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  @Option(
      names = "--panel",
      required = true,
      paramLabel = "URL",
      description = "The address of the panel in browsers, for the link.")
  private String url = "";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * Requires that it is an address of a panel.
   *
   * @throws CommandLine.ParameterException if it is none
   */
  void check() {
    URI unused = base();
  }

  private URI base() {
    try {
      URI read = new URI(url);
      boolean safe =
          "https".equals(read.getScheme())
              || ("http".equals(read.getScheme()) && LOOPBACK.contains(read.getHost()));
      if (safe
          && read.getHost() != null
          && read.getRawUserInfo() == null
          && read.getRawQuery() == null
          && read.getRawFragment() == null) {
        return url.endsWith("/") ? read : new URI(url + "/");
      }
    } catch (URISyntaxException notOne) {
      throw wrong();
    }
    throw wrong();
  }

  private CommandLine.ParameterException wrong() {
    return new CommandLine.ParameterException(
        spec.commandLine(),
        "--panel takes an address such as https://panel.example.net/; http for this machine alone");
  }

  /**
   * Returns the link that was made, in a sentence.
   *
   * @throws AccountsException if none was made, which says why
   */
  String sentence(String staff, CareResult result) {
    if (result instanceof LinkMade made) {
      Secret link = Secret.of(base().resolve("link/" + made.token().revealToUse()).toString());
      return "Send this link to "
          + staff
          + " alone. It works once, until "
          + TIME.format(made.link().expiresAt())
          + ", and is shown here alone:\n"
          + link.revealToUse();
    }
    throw notDone(result);
  }

  /** Returns why something was not done. */
  static AccountsException notDone(CareResult result) {
    if (result instanceof NotDone no && no.why() instanceof Refused why) {
      return new AccountsException(why.sentence());
    }
    throw new IllegalStateException("care for an account answered " + result.kind());
  }
}
