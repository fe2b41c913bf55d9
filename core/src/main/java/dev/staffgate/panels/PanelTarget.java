package dev.staffgate.panels;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The place in a panel that a session opens: one of its faces, and where in it. A panel ignores
 * what it does not know. {@link PanelSessionClient#areas} returns the faces that it has.
 *
 * @param area the face
 * @param app a page of the panel by the panel's own name, such as {@code Backups_Home}: at most 64
 *     of {@code A-Z a-z 0-9 _ -}
 * @param locale the language, such as {@code de}: at most 32 of the same
 * @param path a path in the panel: begins with one slash, at most 1,024 printable ASCII characters,
 *     no backslash
 */
public record PanelTarget(
    Area area, Optional<String> app, Optional<String> locale, Optional<String> path) {
  /** The faces of a panel. */
  public enum Area {
    /** The face for a server's administrators and resellers. */
    PANEL("panel"),
    /** The face for a customer: the session is that of a customer's account. */
    ACCOUNT("account"),
    /** The face for the owner of a mailbox. */
    WEBMAIL("webmail");

    private final String text;

    Area(String text) {
      this.text = text;
    }

    /** Returns the word, in lower case. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int MAX_LOCALE = 32;
  private static final Pattern PATH = Pattern.compile("/(?:[!-.0-\\[\\]-~][!-\\[\\]-~]{0,1022})?");

  /** A panel's start page, for its administrators. */
  public static final PanelTarget HOME = of(Area.PANEL);

  public PanelTarget {
    requireNonNull(area, "area");
    app.ifPresent(name -> checkArgument(WORD.matcher(name).matches(), "no page has such a name"));
    locale.ifPresent(
        name ->
            checkArgument(
                name.length() <= MAX_LOCALE && WORD.matcher(name).matches(),
                "that is not a locale"));
    path.ifPresent(
        text -> checkArgument(PATH.matcher(text).matches(), "that is not a path within a panel"));
  }

  /** Returns the start page of a face. */
  public static PanelTarget of(Area area) {
    return new PanelTarget(area, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Returns this target with a page by name.
   *
   * @throws IllegalArgumentException if no page can have that name
   */
  public PanelTarget app(String name) {
    return new PanelTarget(area, Optional.of(name), locale, path);
  }

  /**
   * Returns this target with a language.
   *
   * @throws IllegalArgumentException if it is not a locale
   */
  public PanelTarget locale(String name) {
    return new PanelTarget(area, app, Optional.of(name), path);
  }

  /**
   * Returns this target with a path.
   *
   * @throws IllegalArgumentException if it could lead out of the panel
   */
  public PanelTarget path(String text) {
    return new PanelTarget(area, app, locale, Optional.of(text));
  }
}
