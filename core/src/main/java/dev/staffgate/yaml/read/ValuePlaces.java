package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSetMultimap;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.validation.Section;
import dev.staffgate.yaml.read.YamlNode.Entries;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that problems are about which name the place of a whole server, account, route
 * or part of a test: a document does not keep the places of their texts. Reads the file again,
 * which only a wrong policy costs. Not thread-safe.
 */
final class ValuePlaces implements EntryReceiver {
  /** The keys of the value, by the code of the problem. */
  private static final ImmutableSetMultimap<String, String> KEYS =
      ImmutableSetMultimap.<String, String>builder()
          .put("unknown-panel", "panel")
          .put("panel-without-login-link", "panel")
          .put("unknown-secret-scheme", "token")
          .put("alias-taken", "aliases")
          .put("known-as-taken", "known-as")
          .put("person-of-another", "person")
          .put("differs-in-case-alone", "person")
          .putAll("unknown-department", "assigned", "resource", "resources")
          .putAll("unknown-server", "assigned", "resource", "resources")
          .putAll("unknown-role", "acting-as", "approvals")
          .putAll("former-role-name", "acting-as", "approvals")
          .put("unknown-emergency", "emergencies")
          .put("unknown-server-group", "server-group")
          .put("unknown-permission", "permission")
          .put("wildcard-matches-nothing", "permission")
          .build();

  /** The whole things that problems name, by line and column. */
  private final Map<List<Integer>, YamlNode> things = new HashMap<>();

  private final Set<List<Integer>> wanted;

  private ValuePlaces(Set<List<Integer>> wanted) {
    this.wanted = wanted;
  }

  /** Returns the problems, those at the places of their values that had the place of a thing. */
  static List<PolicyProblem> refine(List<PolicyProblem> problems, List<SourceText> sources) {
    Map<Integer, ValuePlaces> files = new HashMap<>();
    for (SourceText source : sources) {
      Set<List<Integer>> wanted = new HashSet<>();
      for (PolicyProblem problem : problems) {
        if (isAboutAValue(problem) && problem.at().fileIndex() == source.index()) {
          wanted.add(position(problem.at()));
        }
      }
      if (!wanted.isEmpty()) {
        files.put(source.index(), new ValuePlaces(wanted).read(source));
      }
    }
    List<PolicyProblem> refined = new ArrayList<>();
    for (PolicyProblem problem : problems) {
      ValuePlaces file = isAboutAValue(problem) ? files.get(problem.at().fileIndex()) : null;
      refined.add(file == null ? problem : file.refine(problem));
    }
    return refined;
  }

  private static boolean isAboutAValue(PolicyProblem problem) {
    return KEYS.containsKey(problem.code())
        && (!problem.code().equals("differs-in-case-alone")
            || problem.what().startsWith("person "));
  }

  private static List<Integer> position(Place at) {
    return List.of(at.line(), at.column());
  }

  private ValuePlaces read(SourceText source) {
    // Its problems are told already.
    Optional<YamlNode> root = YamlNodeReader.read(source, new ProblemCollector(), this);
    if (root.isPresent() && root.get() instanceof Entries document) {
      for (Entry section : document.entries()) {
        if (section.value() instanceof Items list) {
          keepAll(list);
        }
      }
    }
    return this;
  }

  private void keepAll(YamlNode node) {
    if (node instanceof Items list) {
      list.items().forEach(this::keepAll);
    } else if (node instanceof Entries mapping) {
      keep(mapping.at(), mapping);
      mapping.entries().forEach(entry -> keepAll(entry.value()));
    }
  }

  private void keep(Place at, YamlNode thing) {
    if (wanted.contains(position(at))) {
      things.put(position(at), thing);
    }
  }

  private PolicyProblem refine(PolicyProblem problem) {
    YamlNode thing = things.get(position(problem.at()));
    if (!(thing instanceof Entries fields)) {
      return problem;
    }
    return fields.entries().stream()
        .filter(entry -> isWhere(entry.key().text(), problem))
        .flatMap(entry -> value(entry.value(), problem).stream())
        .findFirst()
        .map(value -> at(value.at(), problem))
        .orElse(problem);
  }

  /** Returns the text that a problem quotes; of a token, which no problem quotes, the only one. */
  private static Optional<Scalar> value(YamlNode node, PolicyProblem problem) {
    if (node instanceof Scalar scalar) {
      return problem.code().equals("unknown-secret-scheme")
              || problem.what().contains("`" + scalar.text() + "`")
          ? Optional.of(scalar)
          : Optional.empty();
    }
    List<YamlNode> parts = new ArrayList<>();
    if (node instanceof Items list) {
      parts.addAll(list.items());
    } else if (node instanceof Entries mapping) {
      mapping.entries().stream()
          .filter(entry -> isWhere(entry.key().text(), problem))
          .forEach(entry -> parts.add(entry.value()));
    }
    return parts.stream().flatMap(part -> value(part, problem).stream()).findFirst();
  }

  /** Returns whether the texts under a key of a value are of the kind that a problem is about. */
  private static boolean isWhere(String key, PolicyProblem problem) {
    return problem.code().equals("unknown-" + key) || KEYS.containsEntry(problem.code(), key);
  }

  private static PolicyProblem at(Place at, PolicyProblem problem) {
    return new PolicyProblem(
        at, problem.code(), problem.what(), problem.why(), problem.mend(), problem.sourceLine());
  }

  @Override
  public boolean wants(Section section, List<Entry> before) {
    return section.merging() == Section.Merging.UNITED;
  }

  @Override
  public @Nullable Scalar registerKey(Section section, Scalar key) {
    return null;
  }

  @Override
  public void accept(Section section, Entry entry) {
    keep(entry.key().at(), entry.value());
  }
}
