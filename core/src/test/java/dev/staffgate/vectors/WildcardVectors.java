package dev.staffgate.vectors;

import com.google.common.base.Splitter;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.PermissionPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Permission texts with parts, alternatives and wildcards. A text becomes the permission of its
 * parts and all below it, for a shorter text covers longer ones; one that is asked for becomes the
 * permissions that it stands for, with a word of its own for each wildcard.
 */
final class WildcardVectors {
  private static final String ANY = "any_word";

  private WildcardVectors() {}

  static Object implies(VectorJson vector) {
    String permission = vector.text("permission");
    String implied = vector.text("implies");
    if ("false".equals(vector.raw("case_sensitive"))
        && !permission.equals(permission.toLowerCase(Locale.ROOT))) {
      throw new NotExpressibleException("permissions in which letter case does not count");
    }
    LegalNames names = new LegalNames();
    List<String> asked = expanded(implied, names);
    LoadedPolicy policy = policy(granted(permission, names), asked);
    return String.valueOf(
        asked.stream().allMatch(one -> policy.permits(AccessRequest.of("somebody", one))));
  }

  static Object text(VectorJson vector) {
    if (vector.has("equal")) {
      LegalNames names = new LegalNames();
      List<String> all = expanded(vector.text("a"), names);
      all.addAll(expanded(vector.text("b"), names));
      LoadedPolicy a = policy(granted(vector.text("a"), names), all);
      LoadedPolicy b = policy(granted(vector.text("b"), names), all);
      return String.valueOf(
          all.stream()
              .map(one -> AccessRequest.of("somebody", one))
              .allMatch(one -> a.permits(one) == b.permits(one)));
    }
    String text = vector.text("permission");
    if (vector.flag("valid") && text.contains(",")) {
      throw new NotExpressibleException(
          "alternatives within one permission text: here a list of texts");
    }
    if (!Refusals.loads(() -> policy(List.of(text), List.of()), "bad-permission")) {
      return "false";
    }
    return vector.has("printed") ? "true " + PermissionPattern.of(text) : "true";
  }

  static Object expectedOfText(VectorJson vector) {
    return vector.has("equal")
        ? vector.text("equal")
        : vector.text("valid") + vector.optional("printed").map(text -> " " + text).orElse("");
  }

  private static LoadedPolicy policy(List<String> granted, List<String> declared) {
    PolicyTextBuilder text = new PolicyTextBuilder();
    text.permission("act.it");
    declared.forEach(text::permission);
    for (String one : granted) {
      text.permission(one.endsWith(".*") ? one.replace("*", "below_any") : "act.it");
      if (!one.endsWith("*") && one.startsWith("p.")) {
        text.permission(one);
      }
    }
    text.role("r").grant("it", granted, Map.of());
    text.staff("somebody", "roles", List.of("r"));
    return text.load();
  }

  private static List<String> granted(String permission, LegalNames names) {
    String without = permission.replaceFirst("(:\\*)+$", "");
    if (without.equals("*")) {
      return List.of("*");
    }
    if (without.contains("*")) {
      throw new NotExpressibleException(
          "a wildcard within a permission: it stands at the end alone");
    }
    List<String> granted = new ArrayList<>();
    for (String one : expanded(without, names)) {
      granted.add(one);
      granted.add(one + ".*");
    }
    return granted;
  }

  /** All permissions that a text with alternatives stands for. */
  private static List<String> expanded(String text, LegalNames names) {
    List<String> all = new ArrayList<>(List.of("p"));
    for (String part : Splitter.on(':').split(text)) {
      List<String> longer = new ArrayList<>();
      for (String start : all) {
        for (String word : Splitter.on(',').split(part)) {
          longer.add(start + "." + (word.equals("*") ? ANY : names.word(word)));
        }
      }
      all = longer;
    }
    return all;
  }
}
