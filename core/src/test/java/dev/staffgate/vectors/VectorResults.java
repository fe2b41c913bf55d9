package dev.staffgate.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What came of the entries of one file. */
final class VectorResults {
  private final String file;
  private int passed;
  private final List<String> failures = new ArrayList<>();
  private final Map<String, List<String>> skipped = new LinkedHashMap<>();

  VectorResults(String file) {
    this.file = file;
  }

  /** An entry that answers. */
  interface Entry {
    Object answer();
  }

  /** Runs an entry, unless it finds that it cannot be expressed. */
  void check(String id, Object expected, Entry entry) {
    Object answer;
    try {
      answer = entry.answer();
    } catch (NotExpressibleException e) {
      skip(id, e.getMessage());
      return;
    }
    if (Objects.equals(answer, expected)) {
      passed++;
    } else {
      failures.add(id + ": expected " + expected + ", was " + answer);
    }
  }

  /** Notes an entry that no policy can say. */
  void skip(String id, String reason) {
    skipped.computeIfAbsent(reason, any -> new ArrayList<>()).add(id);
  }

  String file() {
    return file;
  }

  int passed() {
    return passed;
  }

  List<String> failures() {
    return failures;
  }

  /** Ids by reason. */
  Map<String, List<String>> skipped() {
    return skipped;
  }

  int skips() {
    return skipped.values().stream().mapToInt(List::size).sum();
  }

  int run() {
    return passed + failures.size();
  }
}
