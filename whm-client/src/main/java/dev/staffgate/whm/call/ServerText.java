package dev.staffgate.whm.call;

import static dev.staffgate.panels.PanelException.Kind.AUTHENTICATION;
import static dev.staffgate.panels.PanelException.Kind.BUSY;
import static dev.staffgate.panels.PanelException.Kind.LOCKED_OUT;
import static dev.staffgate.panels.PanelException.Kind.MISCONFIGURED;
import static dev.staffgate.panels.PanelException.Kind.NOT_FOUND;
import static dev.staffgate.panels.PanelException.Kind.PERMISSION;
import static dev.staffgate.panels.PanelException.Kind.PROTOCOL;
import static dev.staffgate.panels.PanelException.Kind.SUSPENDED;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.text.CutText;
import dev.staffgate.text.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a server, made fit to be read: one line without control characters, markup and WHM's
 * transaction number. What it means is told by the words, for WHM has no codes.
 */
public final class ServerText {
  private static final int MAX_SHOWN = 200;

  private static final Pattern TRANSACTION =
      Pattern.compile("^(?:API failure: )?\\(XID \\w+\\) ", Pattern.CASE_INSENSITIVE);

  /** First match wins. */
  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(LOCKED_OUT, "brute force", "locked out"),
          new Meaning(SUSPENDED, "suspended"),
          new Meaning(NOT_FOUND, "do not have a user named", "does not exist", "no such user"),
          new Meaning(
              BUSY,
              "no space left",
              "disk full",
              "disk is full",
              "overload",
              "too many",
              "temporarily",
              "try again"),
          new Meaning(MISCONFIGURED, "license", "licence", "unknown app"),
          new Meaning(AUTHENTICATION, "access denied"),
          new Meaning(PERMISSION, "permission", "privilege", "not allowed", "not a reseller"));

  private final String text;

  private ServerText(String text) {
    this.text = text;
  }

  /** Reads the first 4096 characters of {@code raw}. */
  public static ServerText of(String raw) {
    return new ServerText(TRANSACTION.matcher(VisibleText.withoutMarkup(raw)).replaceFirst(""));
  }

  /** Returns the kind of failure that the words tell of; {@code PROTOCOL} if none is recognised. */
  public Kind kind() {
    String words = text.toLowerCase(Locale.ROOT);
    return MEANINGS.stream()
        .filter(meaning -> meaning.phrases.stream().anyMatch(words::contains))
        .findFirst()
        .map(Meaning::kind)
        .orElse(PROTOCOL);
  }

  /** Returns whether it holds one of these phrases, which are in lower case. */
  public boolean says(String... phrases) {
    String words = text.toLowerCase(Locale.ROOT);
    return Stream.of(phrases).anyMatch(words::contains);
  }

  /**
   * The words for a message: at most 200 characters, and no word that could be the token in a form
   * that it was sent in, a session or a link that logs in.
   */
  public String shown(Secret token) {
    return CutText.toCodePoints(new SecretWithholder(token).withoutSecrets(text), MAX_SHOWN);
  }

  @Override
  public String toString() {
    return "ServerText[" + text.length() + " characters]";
  }

  private record Meaning(Kind kind, List<String> phrases) {
    Meaning(Kind kind, String... phrases) {
      this(kind, List.of(phrases));
    }
  }
}
