package dev.staffgate.vectors;

import java.util.List;
import java.util.Map;

/** What came of all files, as it stands in the documents. */
final class VectorTable {
  private VectorTable() {}

  static String of(List<VectorResults> tallies) {
    StringBuilder text = new StringBuilder();
    text.append("| file | entries | run | passed | not expressible |\n|---|---:|---:|---:|---:|\n");
    tallies.forEach(one -> row(text, "`" + one.file() + "`", one.run(), one.passed(), one.skips()));
    row(
        text,
        "all",
        tallies.stream().mapToInt(VectorResults::run).sum(),
        tallies.stream().mapToInt(VectorResults::passed).sum(),
        tallies.stream().mapToInt(VectorResults::skips).sum());
    text.append("\nWhat is not expressible, by entry:\n\n");
    text.append("| file | entries | what the model lacks, or does otherwise |\n|---|---|---|\n");
    for (VectorResults one : tallies) {
      for (Map.Entry<String, List<String>> skipped : one.skipped().entrySet()) {
        text.append("| `").append(one.file()).append("` | ");
        text.append(String.join(", ", skipped.getValue())).append(" | ");
        text.append(skipped.getKey()).append(" |\n");
      }
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String file, int run, int passed, int skips) {
    text.append("| ").append(file).append(" | ").append(run + skips).append(" | ");
    text.append(run).append(" | ").append(passed).append(" | ").append(skips).append(" |\n");
  }
}
