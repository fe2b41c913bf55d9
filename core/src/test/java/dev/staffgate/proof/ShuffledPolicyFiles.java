package dev.staffgate.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The text of a policy, cut into files: sections in any order, and the named things of a section in
 * any file and any order. Works on what {@code PolicyWriter} writes, where a section begins at the
 * margin and what it defines two columns further in.
 */
final class ShuffledPolicyFiles {
  private static final String HEADER = "staffgate: 1";

  /** Sections that may be spread over files. */
  private static final Set<String> UNITED =
      Set.of(
          "permissions:",
          "networks:",
          "schedules:",
          "roles:",
          "server-groups:",
          "servers:",
          "staff:",
          "emergency:");

  private ShuffledPolicyFiles() {}

  /** Texts of {@code files} files that together say what {@code written} says. */
  static List<String> files(String written, int files, Random random) {
    List<List<String>> sections = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      sections.add(new ArrayList<>());
    }
    for (String section : blocks(written, "")) {
      if (!section.startsWith(HEADER)) {
        spread(section, random).forEach(part -> sections.get(random.nextInt(files)).add(part));
      }
    }
    return sections.stream()
        .map(
            parts -> {
              List<String> merged = new ArrayList<>(merged(parts));
              Collections.shuffle(merged, random);
              return HEADER + "\n" + String.join("", merged);
            })
        .toList();
  }

  private static List<String> spread(String section, Random random) {
    int end = section.indexOf('\n') + 1;
    String title = section.substring(0, end);
    if (!UNITED.contains(title.strip())) {
      return List.of(section);
    }
    List<String> entries = new ArrayList<>(blocks(section.substring(end), "  "));
    Collections.shuffle(entries, random);
    return entries.stream().map(entry -> title + entry).toList();
  }

  // Parts of one section that came into one file stand under one title.
  private static List<String> merged(List<String> parts) {
    Map<String, String> byTitle = new LinkedHashMap<>();
    for (String part : parts) {
      int end = part.indexOf('\n') + 1;
      byTitle.merge(part.substring(0, end), part.substring(end), String::concat);
    }
    return byTitle.entrySet().stream().map(one -> one.getKey() + one.getValue()).toList();
  }

  // Each block begins with a line at this margin and has the lines further in behind it.
  private static List<String> blocks(String text, String margin) {
    List<String> blocks = new ArrayList<>();
    for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
      boolean first =
          line.startsWith(margin) && !Character.isWhitespace(line.charAt(margin.length()));
      if (first || blocks.isEmpty()) {
        blocks.add(line + "\n");
      } else {
        blocks.set(blocks.size() - 1, blocks.get(blocks.size() - 1) + line + "\n");
      }
    }
    return blocks;
  }
}
