package dev.staffgate.examples.policytool.accounts;

import com.google.common.base.Ascii;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.care.CareResult;
import dev.staffgate.signin.care.CareResult.LinkMade;
import dev.staffgate.text.VisibleText;
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
  private static final int LONGEST = 1000;
  private static final int MOST_PORT = 65_535;
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
    if (url.length() > LONGEST) {
      throw wrong("it is longer than " + LONGEST + " characters");
    }
    URI read;
    try {
      read = new URI(url);
    } catch (URISyntaxException notOne) {
      throw wrong("it is no address");
    }
    String scheme = read.getScheme() == null ? "" : Ascii.toLowerCase(read.getScheme());
    String host = read.getHost();
    if (host == null || (!scheme.equals("https") && !scheme.equals("http"))) {
      throw wrong("it has no scheme and host, a host of other letters in the form xn--");
    }
    if (scheme.equals("http") && !LOOPBACK.contains(host)) {
      throw wrong("http is for this machine alone");
    }
    if (read.getRawUserInfo() != null
        || read.getRawQuery() != null
        || read.getRawFragment() != null
        || !(read.getRawPath().isEmpty() || read.getRawPath().equals("/"))
        || read.getPort() > MOST_PORT) {
      throw wrong("it has more than a scheme, a host and a port");
    }
    return URI.create(scheme + "://" + read.getRawAuthority() + "/");
  }

  private CommandLine.ParameterException wrong(String why) {
    return new CommandLine.ParameterException(
        spec.commandLine(),
        "--panel: "
            + VisibleText.quoted(VisibleText.excerpt(url))
            + " is not the address of a panel, such as https://panel.example.net/: "
            + why);
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
          + ", and is shown only here. A link that was made before is void:\n"
          + link.revealToUse();
    }
    throw OfflineAccounts.notDone(staff, result);
  }
}
