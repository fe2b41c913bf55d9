package dev.staffgate.yaml.write;

import dev.staffgate.model.PolicyDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes a document as people might: over one file or two, in blocks and in brackets, with
 * comments, blank lines, line breaks of Windows, a byte order mark, no final line break. Each
 * comment has a number of its own.
 */
public final class LayoutGenerator {
  private final Random random;
  private int comments;

  public LayoutGenerator(long seed) {
    this.random = new Random(seed);
  }

  /** In any layout. */
  public Map<String, String> any(PolicyDocument document) {
    Map<String, String> texts = new LinkedHashMap<>();
    int files = 1 + random.nextInt(2);
    List<YamlTree.Builder> parts = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      parts.add(YamlTree.mapping().put("staffgate", ScalarWriter.word("1")));
    }
    for (YamlTree.Entry section : DocumentTree.of(document).entries()) {
      if (!section.key().equals("staffgate")) {
        scatter(section, parts);
      }
    }
    for (int i = 0; i < files; i++) {
      texts.put("file" + i + ".yaml", text(parts.get(i).block()));
    }
    return texts;
  }

  /** In blocks and one file, with comments. */
  public String commented(PolicyDocument document) {
    return decorated(YamlText.document(DocumentTree.of(document)));
  }

  private void scatter(YamlTree.Entry section, List<YamlTree.Builder> parts) {
    List<YamlTree.Entry> things =
        section.value() instanceof YamlTree.Entries entries && !section.key().equals("defaults")
            ? entries.entries()
            : List.of();
    if (things.isEmpty()) {
      parts.get(random.nextInt(parts.size())).put(section.key(), section.value());
      return;
    }
    List<YamlTree.Builder> scattered = new ArrayList<>();
    parts.forEach(part -> scattered.add(YamlTree.mapping()));
    things.forEach(
        thing -> scattered.get(random.nextInt(parts.size())).put(thing.key(), thing.value()));
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).putUnlessEmpty(section.key(), scattered.get(i).block());
    }
  }

  private String text(YamlTree.Entries root) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(10) == 0) {
      text.append(YamlText.inline(root)).append('\n');
    } else {
      for (YamlTree.Entry section : root.entries()) {
        text.append(
            random.nextInt(5) == 0
                ? YamlText.inlineEntry(section) + "\n"
                : YamlText.document(
                    YamlTree.mapping().put(section.key(), section.value()).block()));
      }
    }
    String decorated = decorated(broken(text.toString()));
    if (random.nextInt(3) == 0) {
      decorated = decorated.stripTrailing();
    }
    if (random.nextInt(3) == 0) {
      decorated = decorated.replace("\n", "\r\n");
    }
    return random.nextInt(3) == 0 ? "\ufeff" + decorated : decorated;
  }

  /** Breaks lines before and behind some commas between brackets, and behind opening ones. */
  private String broken(String text) {
    StringBuilder broken = new StringBuilder();
    boolean quoted = false;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && isUnescaped(text, i)) {
        quoted = !quoted;
      }
      depth += quoted ? 0 : c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      if (!quoted && depth > 0 && c == ',' && random.nextInt(20) == 0) {
        broken.append("\n").append(" ".repeat(14));
      }
      broken.append(c);
      boolean mayBreak = !quoted && depth > 0 && (c == ',' || c == '[' || c == '{');
      if (mayBreak && random.nextInt(6) == 0) {
        broken.append("\n").append(" ".repeat(14 + random.nextInt(3)));
      }
    }
    return broken.toString();
  }

  private static boolean isUnescaped(String text, int quote) {
    int slashes = 0;
    while (text.charAt(quote - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 0;
  }

  private String decorated(String text) {
    StringBuilder decorated = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      if (decorated.length() > 0) {
        decorated.append('\n');
      }
      if (random.nextInt(8) == 0) {
        decorated.append(" ".repeat(random.nextInt(9))).append(comment()).append('\n');
      }
      if (random.nextInt(12) == 0) {
        decorated.append(" ".repeat(random.nextInt(3))).append('\n');
      }
      decorated.append(line);
      if (random.nextInt(4) == 0) {
        decorated.append(" ".repeat(1 + random.nextInt(3))).append(comment());
      }
    }
    return decorated.toString();
  }

  private String comment() {
    return "#-" + comments++ + "- \ud83d\ude00 'it\" [{";
  }
}
