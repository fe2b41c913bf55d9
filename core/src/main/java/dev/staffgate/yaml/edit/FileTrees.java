package dev.staffgate.yaml.edit;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Maps;
import dev.staffgate.validation.Section;
import dev.staffgate.yaml.write.YamlTree;
import dev.staffgate.yaml.write.YamlTree.Entries;
import dev.staffgate.yaml.write.YamlTree.Items;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives each file of a policy its part of the document before and after an edit: what is there
 * stays where it is; what is new goes to the first file that has its section, else to the first;
 * items of a list that several files share go behind the item before them.
 */
public final class FileTrees {
  private final List<YamlSpan.Entries> roots;
  private final List<Map<String, YamlTree>> before = new ArrayList<>();
  private final List<Map<String, YamlTree>> after = new ArrayList<>();

  private FileTrees(List<YamlSpan.Entries> roots) {
    this.roots = roots;
    roots.forEach(
        root -> {
          before.add(new LinkedHashMap<>());
          after.add(new LinkedHashMap<>());
        });
  }

  /** Returns the parts of each file, in the order of the files. */
  public static FileTrees of(List<YamlSpan.Entries> roots, Entries before, Entries after) {
    FileTrees trees = new FileTrees(roots);
    Map<String, YamlTree> was = before.byKey();
    Map<String, YamlTree> becomes = after.byKey();
    trees.version(was.get(Section.VERSION_KEY), becomes.get(Section.VERSION_KEY));
    for (Section section : Section.values()) {
      trees.section(section, was.get(section.key()), becomes.get(section.key()));
    }
    return trees;
  }

  public Entries before(int file) {
    return tree(before.get(file));
  }

  public Entries after(int file) {
    return tree(after.get(file));
  }

  private static Entries tree(Map<String, YamlTree> sections) {
    YamlTree.Builder tree = YamlTree.mapping();
    sections.forEach(tree::put);
    return tree.block();
  }

  private void version(@Nullable YamlTree was, @Nullable YamlTree becomes) {
    before.forEach(file -> file.put(Section.VERSION_KEY, requireNonNull(was)));
    after.forEach(file -> file.put(Section.VERSION_KEY, requireNonNull(becomes)));
  }

  private void section(Section section, @Nullable YamlTree was, @Nullable YamlTree becomes) {
    switch (section.merging()) {
      case ONCE -> {
        int file = firstWith(section.key());
        put(before.get(file), section.key(), was);
        put(after.get(file), section.key(), becomes);
      }
      case UNITED -> things(section.key(), byKey(was), byKey(becomes));
      case APPENDED -> list(section.key(), items(was), items(becomes));
    }
  }

  private static void put(Map<String, YamlTree> file, String section, @Nullable YamlTree value) {
    if (value != null) {
      file.put(section, value);
    }
  }

  private static Map<String, YamlTree> byKey(@Nullable YamlTree tree) {
    return tree instanceof Entries entries ? entries.byKey() : Map.of();
  }

  private static List<YamlTree> items(@Nullable YamlTree tree) {
    return tree instanceof Items list ? list.items() : List.of();
  }

  private int firstWith(String section) {
    for (int file = 0; file < roots.size(); file++) {
      if (roots.get(file).value(section) != null) {
        return file;
      }
    }
    return 0;
  }

  /** Divides a section of named things: each stays in the file that defines it. */
  private void things(String section, Map<String, YamlTree> was, Map<String, YamlTree> becomes) {
    int forNew = firstWith(section);
    for (int file = 0; file < roots.size(); file++) {
      Set<String> here =
          roots.get(file).value(section) instanceof YamlSpan.Entries things
              ? things.positions().keySet()
              : Set.of();
      boolean takesNew = file == forNew;
      put(before.get(file), section, was, here::contains);
      put(
          after.get(file),
          section,
          becomes,
          id -> here.contains(id) || (takesNew && !was.containsKey(id)));
    }
  }

  private static void put(
      Map<String, YamlTree> file,
      String section,
      Map<String, YamlTree> things,
      Predicate<String> choice) {
    YamlTree.Builder chosen = YamlTree.mapping();
    Maps.filterKeys(things, choice::test).forEach(chosen::put);
    Entries entries = chosen.block();
    if (!entries.isEmpty()) {
      file.put(section, entries);
    }
  }

  /** Divides a list that the files share, one after the other. */
  private void list(String section, List<YamlTree> was, List<YamlTree> becomes) {
    List<Integer> files = new ArrayList<>(); // of each item as it was
    for (int file = 0; file < roots.size(); file++) {
      if (roots.get(file).value(section) instanceof YamlSpan.Items items) {
        files.addAll(Collections.nCopies(items.items().size(), file));
      }
    }
    List<List<YamlTree>> newParts = emptyParts();
    List<List<YamlTree>> oldParts = emptyParts();
    for (int i = 0; i < was.size(); i++) {
      oldParts.get(files.get(i)).add(was.get(i));
    }
    int[] partners = ListAlignment.of(was, becomes);
    int file = files.isEmpty() ? firstWith(section) : files.get(0);
    for (int i = 0; i < partners.length; i++) {
      file = partners[i] == ListAlignment.NONE ? file : files.get(partners[i]);
      newParts.get(file).add(becomes.get(i));
    }
    for (int i = 0; i < roots.size(); i++) {
      put(before.get(i), section, unlessEmpty(oldParts.get(i)));
      put(after.get(i), section, unlessEmpty(newParts.get(i)));
    }
  }

  private List<List<YamlTree>> emptyParts() {
    List<List<YamlTree>> parts = new ArrayList<>();
    roots.forEach(root -> parts.add(new ArrayList<>()));
    return parts;
  }

  private static @Nullable YamlTree unlessEmpty(List<YamlTree> part) {
    return part.isEmpty() ? null : YamlTree.items(part);
  }
}
