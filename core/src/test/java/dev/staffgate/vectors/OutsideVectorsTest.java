package dev.staffgate.vectors;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.SharedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Vectors that other projects publish with their own implementations, as far as a policy can say
 * the same. They lie beside the project; {@code docs/proof-vectors.md} says what came of them.
 */
class OutsideVectorsTest {
  private static final List<String> FOLDERS =
      List.of("casbin", "cedar", "rbac", "rfc", "shiro", "spring");

  /** Patterns for paths are for routes: the filter runs them. */
  private static final Set<String> ROUTES =
      Set.of(
          "casbin/match-glob",
          "casbin/match-path-brace",
          "casbin/match-path-brace-equal",
          "casbin/match-path-colon",
          "casbin/match-prefix");

  private static final Path ROOT =
      Path.of(requireNonNull(System.getProperty("staffgate.root"), "staffgate.root"));

  @Test
  void entries_ofEveryFile_areAnsweredAsThereOrNotExpressible() {
    List<VectorResults> tallies = run();

    assertThat(tallies.stream().filter(one -> !one.failures().isEmpty()))
        .extracting(one -> one.file() + ": " + String.join("\n  ", one.failures()))
        .isEmpty();
    assertThat(tallies).hasSize(80);
  }

  @Test
  void table_inTheDocuments_saysWhatTheRunCounts() {
    String table = VectorTable.of(run());
    String document = read(ROOT.resolve("docs/proof-vectors.md"));

    assertThat(document).contains("<!-- vectors -->\n\n" + table + "\n<!-- end of vectors -->");
  }

  @Test
  void attackTables_inTheDocuments_haveAsManyRowsAsThere() {
    Map<String, Long> addresses = rows("attacks/cidr.tsv", "kind");
    Map<String, Long> documents = rows("attacks/yaml/index.tsv", "level");
    long asPolicies = documents.getOrDefault("schema", 0L);
    long all = documents.values().stream().mapToLong(count -> count).sum();

    assertThat(addresses).containsOnlyKeys("parse_ip", "parse_cidr", "contains");
    assertThat(read(ROOT.resolve("docs/proof-vectors.md")))
        .contains("| addresses to read | " + addresses.get("parse_ip") + " |")
        .contains("| blocks to read | " + addresses.get("parse_cidr") + " |")
        .contains("| addresses in blocks | " + addresses.get("contains") + " |")
        .contains("| documents as they are | " + (all - asPolicies) + " |")
        .contains("| documents as policies | " + asPolicies + " |");
  }

  private static Map<String, Long> rows(String table, String column) {
    return SharedFolder.table(table).stream()
        .collect(Collectors.groupingBy(row -> row.get(column), Collectors.counting()));
  }

  private static List<VectorResults> run() {
    Path shared = requireNonNull(SharedFolder.file("vectors/README.md").getParent());
    return FOLDERS.stream()
        .flatMap(folder -> files(shared.resolve(folder)))
        .filter(file -> !ROUTES.contains(name(file)))
        .map(file -> VectorRunner.run(name(file), VectorJson.parse(read(file)), entities(shared)))
        .toList();
  }

  private static Function<String, VectorJson> entities(Path shared) {
    return name -> VectorJson.parse(read(shared.resolve("cedar/entities-" + name + ".json")));
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("entities-"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return requireNonNull(file.getParent()).getFileName()
        + "/"
        + file.getFileName().toString().replace(".json", "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
