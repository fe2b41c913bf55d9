package dev.staffgate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures of how the main sources of the three published modules read from outside: sizes of
 * packages and files, names of types, first sentences. {@link CodeMeasuresTest} prints and holds
 * them.
 *
 * @param typesByPackage how many files with a type each package has
 * @param oneWordNames type names that are one capitalised word
 * @param typeNames all names of top-level types
 * @param javadocs how many Javadoc comments begin with a capital letter
 * @param fragments how many of them begin with a clause used as a noun, such as "What …"
 * @param isNo where a sentence says "is no …" instead of "is not a …"
 * @param longFiles the files of more than 300 lines, with their lines
 */
record CodeMeasures(
    Map<String, Long> typesByPackage,
    Set<String> oneWordNames,
    Set<String> typeNames,
    int javadocs,
    List<String> fragments,
    List<String> isNo,
    Map<String, Long> longFiles) {
  private static final Pattern ONE_WORD = Pattern.compile("[A-Z][a-z0-9]*");
  private static final Pattern FIRST_WORD = Pattern.compile("/\\*\\*\\s*\\*?\\s*([A-Z]\\w*)");
  private static final Set<String> FRAGMENT =
      Set.of("What", "Whether", "Who", "Whom", "That", "How", "Which", "Where", "Why", "If", "As");
  private static final Pattern IS_NO =
      Pattern.compile("\\b(?:is|are|was|were) no\\b(?! longer| more)");
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  /**
   * Reads the main sources below the repository's root.
   *
   * @throws IOException if a source cannot be read
   */
  static CodeMeasures of(Path root) throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (String module : List.of("core", "servlet-filter", "whm-client")) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(CodeMeasures::isType).toList()) {
          sources.put(root.relativize(file), Files.readString(file));
        }
      }
    }
    Set<String> names =
        sources.keySet().stream().map(CodeMeasures::name).collect(Collectors.toSet());
    List<String> javadocs = found(sources, FIRST_WORD, 1);
    return new CodeMeasures(
        sources.keySet().stream()
            .collect(Collectors.groupingBy(file -> packageOf(file), Collectors.counting())),
        names.stream()
            .filter(name -> ONE_WORD.matcher(name).matches())
            .collect(Collectors.toCollection(TreeSet::new)),
        names,
        javadocs.size(),
        javadocs.stream()
            .filter(one -> FRAGMENT.contains(one.substring(one.lastIndexOf(' ') + 1)))
            .toList(),
        found(sources, IS_NO, 0),
        sources.entrySet().stream()
            .filter(source -> lines(source.getValue()) > 300)
            .collect(
                Collectors.toMap(
                    source -> name(source.getKey()), source -> lines(source.getValue()))));
  }

  private static boolean isType(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".java")
        && !name.equals("package-info.java")
        && !name.equals("module-info.java");
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static String packageOf(Path file) {
    String path = file.getParent().toString().replace('\\', '/');
    return path.substring(path.indexOf("java/") + "java/".length()).replace('/', '.');
  }

  private static long lines(String text) {
    return LINE_BREAK.matcher(text).results().count();
  }

  /** Returns where a pattern is found, each with its file and what the group is there. */
  private static List<String> found(Map<Path, String> sources, Pattern pattern, int group) {
    return sources.entrySet().stream()
        .flatMap(
            source ->
                pattern
                    .matcher(source.getValue())
                    .results()
                    .map(found -> place(source, found) + " " + found.group(group)))
        .toList();
  }

  private static String place(Map.Entry<Path, String> source, MatchResult found) {
    long line = 1 + lines(source.getValue().substring(0, found.start()));
    return source.getKey() + ":" + line;
  }

  /** Returns the share of type names that are one word, in percent. */
  double oneWordPercent() {
    return 100.0 * oneWordNames.size() / typeNames.size();
  }

  /** Returns the share of Javadoc comments that begin with a fragment, in percent. */
  double fragmentPercent() {
    return 100.0 * fragments.size() / javadocs;
  }

  /** Returns the number of types in the largest package. */
  long largestPackage() {
    return typesByPackage.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** Returns the figures, a line each. */
  String toText() {
    return """
        types                   %d
        types, largest package  %d
        one-word names          %.1f %% %s
        fragments               %.1f %%
        "is no"                 %d
        files over 300 lines    %d %s
        """
        .formatted(
            typeNames.size(),
            largestPackage(),
            oneWordPercent(),
            oneWordNames,
            fragmentPercent(),
            isNo.size(),
            longFiles.size(),
            new TreeMap<>(longFiles));
  }
}
