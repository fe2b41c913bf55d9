package dev.staffgate.model;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The built-in permissions: what each is, and that they hold together. */
class HostingCatalogueTest {
  private static final List<PermissionDefinition> ALL = HostingPermissionTable.ALL;

  @Test
  void builtIn_comparedWithTheReferenceTable_areTheSame() throws IOException {
    assertThat(ALL.stream().map(Entry::of)).containsExactlyInAnyOrderElementsOf(referenceTable());
  }

  @Test
  void builtIn_counted_are191InFiveCategories() {
    Map<String, Integer> sizes =
        ALL.stream().collect(toMap(PermissionDefinition::category, one -> 1, Integer::sum));

    assertThat(sizes)
        .containsOnly(
            Map.entry("billing", 25),
            Map.entry("client", 23),
            Map.entry("product", 45),
            Map.entry("support", 20),
            Map.entry("system", 78));
    assertThat(ALL).hasSize(191);
  }

  @Test
  void constants_areTheIdsOfTheTable() throws IllegalAccessException {
    List<String> ids = new ArrayList<>();
    for (Field constant : HostingPermissions.class.getFields()) {
      String id = (String) constant.get(null);
      assertThat(constant.getName())
          .isEqualTo(id.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
      ids.add(id);
    }
    assertThat(ids).containsExactlyInAnyOrderElementsOf(ALL.stream().map(one -> one.id()).toList());
  }

  @Test
  void page_ofThePermissions_isMadeOfTheCatalogue() throws IOException {
    StringBuilder page = new StringBuilder();
    String category = "";
    for (Permission one : byCategory()) {
      if (!one.category().equals(category)) {
        category = one.category();
        page.append(
            "\n## " + category + "\n\n| permission | | sensitive | needs |\n|---|---|---|---|\n");
      }
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  one.id(),
                  one.title(),
                  one.sensitive() ? "yes" : "",
                  one.needs().stream().map(id -> "`" + id + "`").collect(joining(", "))));
    }
    assertThat(
            Files.readString(Path.of(System.getProperty("staffgate.root"), "docs/permissions.md")))
        .endsWith(page.toString());
  }

  private static List<Permission> byCategory() {
    return Catalogue.hosting().all().stream()
        .sorted(comparing(Permission::category).thenComparing(Permission::id))
        .toList();
  }

  @Test
  void ids_inOrderOfTheList_areSortedAndUnique() {
    assertThat(ALL)
        .extracting(PermissionDefinition::id)
        .isSortedAccordingTo(naturalOrder())
        .doesNotHaveDuplicates()
        .doesNotContain(Permission.SERVER_SSO);
  }

  @Test
  void titles_ofAll_areUniqueAndFitOneLine() {
    assertThat(ALL)
        .extracting(PermissionDefinition::title)
        .doesNotHaveDuplicates()
        .allSatisfy(title -> assertThat(title).matches("[A-Z][ -~]{0,59}[a-zA-Z]"));
  }

  @Test
  void needs_ofAll_areBuiltInAndNotRepeated() {
    List<String> ids = ALL.stream().map(PermissionDefinition::id).toList();

    assertThat(ALL)
        .allSatisfy(
            one ->
                assertThat(one.needs())
                    .extracting(NameRef::id)
                    .as("needs of %s", one.id())
                    .isSubsetOf(ids)
                    .doesNotHaveDuplicates());
  }

  /** Takes away, again and again, what needs nothing that is left; a cycle would stay. */
  @Test
  void needs_followed_formNoCycle() {
    Map<String, List<String>> left = new LinkedHashMap<>();
    ALL.forEach(one -> left.put(one.id(), one.needs().stream().map(NameRef::id).toList()));

    boolean shrinks = true;
    while (shrinks) {
      List<String> free = new ArrayList<>();
      left.forEach(
          (id, needs) -> {
            if (needs.stream().noneMatch(left::containsKey)) {
              free.add(id);
            }
          });
      shrinks = left.keySet().removeAll(free);
    }

    assertThat(left).isEmpty();
  }

  @Test
  void catalogue_ofHosting_holdsEachAtItsPositionAfterSingleSignOn() {
    Catalogue hosting = Catalogue.hosting();

    assertThat(hosting.size()).isEqualTo(ALL.size() + 1);
    assertThat(hosting.indexOf(Permission.SERVER_SSO)).isZero();
    IntStream.range(0, ALL.size())
        .forEach(index -> assertThat(hosting.indexOf(ALL.get(index).id())).isEqualTo(index + 1));
  }

  @Test
  void catalogue_withMorePermissions_keepsThePositions() {
    PermissionDefinition added =
        new PermissionDefinition("aaa.view", "See", "system", false, List.of(), Place.NONE);
    Catalogue more = Catalogue.hosting().plus(List.of(added));

    assertThat(more.indexOf("aaa.view")).isEqualTo(Catalogue.hosting().size());
    assertThat(Catalogue.hosting().all())
        .allSatisfy(
            one -> assertThat(more.indexOf(one)).isEqualTo(Catalogue.hosting().indexOf(one)));
  }

  /**
   * Columns of the table: id, title, category, sensitive, needs, and one that says nothing here.
   */
  private static List<Entry> referenceTable() throws IOException {
    String folder = System.getProperty("staffgate.shared", "");
    Path table = Path.of(folder, "catalogue.tsv");
    assumeTrue(
        !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
        () -> "no reference folder at '" + folder + "' (system property staffgate.shared)");
    try (var lines = Files.lines(table)) {
      return lines.skip(1).map(line -> Entry.of(line.split("\t", -1))).toList();
    }
  }

  /** The part of a permission that the table fixes: everything but the title. */
  private record Entry(String id, String category, boolean sensitive, List<String> needs) {
    static Entry of(PermissionDefinition one) {
      List<String> needs = one.needs().stream().map(NameRef::id).toList();
      return new Entry(one.id(), one.category(), one.sensitive(), needs);
    }

    static Entry of(String[] columns) {
      List<String> needs = columns[4].isEmpty() ? List.of() : List.of(columns[4].split(",", -1));
      boolean sensitive =
          switch (columns[3]) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(columns[0] + ": " + columns[3]);
          };
      return new Entry(columns[0], columns[2], sensitive, needs);
    }
  }
}
