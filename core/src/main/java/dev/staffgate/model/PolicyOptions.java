package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Set;

/**
 * The words that the embedding program adds to those that a policy may use.
 *
 * @param panels the kinds of control panel, and whether each has single sign-on
 * @param secretSchemes what may stand before the colon in {@code token:}
 */
public record PolicyOptions(Map<String, Boolean> panels, Set<String> secretSchemes) {
  /** The panels and schemes that the library knows by itself. */
  public static final PolicyOptions DEFAULT =
      new PolicyOptions(
          ImmutableMap.of("whm", true, "plesk", true, "directadmin", true, "virtualmin", true),
          ImmutableSet.of("env", "file"));

  public PolicyOptions {
    panels = ImmutableMap.copyOf(panels);
    secretSchemes = ImmutableSet.copyOf(secretSchemes);
    panels
        .keySet()
        .forEach(
            panel -> checkArgument(NameSyntax.isWord(panel), "%s is not a lower-case word", panel));
    secretSchemes.forEach(
        scheme -> checkArgument(NameSyntax.isWord(scheme), "%s is not a lower-case word", scheme));
  }

  /** Returns these options with one more kind of panel. */
  public PolicyOptions withPanel(String panel, boolean singleSignOn) {
    return new PolicyOptions(
        ImmutableMap.<String, Boolean>builder()
            .putAll(panels)
            .put(panel, singleSignOn)
            .buildKeepingLast(),
        secretSchemes);
  }

  /** Returns these options with one more scheme of secrets. */
  public PolicyOptions withSecretScheme(String scheme) {
    return new PolicyOptions(
        panels, ImmutableSet.<String>builder().addAll(secretSchemes).add(scheme).build());
  }
}
