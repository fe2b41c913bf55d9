package dev.staffgate.policy;

import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.Ref;
import dev.staffgate.model.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds names that lead back to themselves. Walks without recursion, so that depth is no danger.
 */
final class Cycles {
  private Cycles() {}

  static List<PolicyProblem> ofRoles(PolicyDocument document) {
    Map<String, List<Ref>> edges = new HashMap<>();
    document.roles().values().forEach(role -> edges.put(role.id(), role.includes()));
    return find(
        document.roles().values().stream().map(Role::id).toList(),
        edges,
        path ->
            PolicyProblem.of(
                path.closing().at(),
                "role-cycle",
                "roles include each other in a circle: " + path.text(),
                "a role has what its includes have; in a circle each would have what all have",
                "take one of these includes out"));
  }

  static List<PolicyProblem> ofNetworks(PolicyDocument document) {
    Map<String, List<Ref>> edges = new HashMap<>();
    document
        .networks()
        .values()
        .forEach(
            network ->
                edges.put(
                    network.id(),
                    network.terms().stream()
                        .filter(NetworkTerm.Named.class::isInstance)
                        .map(term -> ((NetworkTerm.Named) term).network())
                        .toList()));
    return find(
        document.networks().values().stream().map(NetworkDefinition::id).toList(),
        edges,
        path ->
            PolicyProblem.of(
                path.closing().at(),
                "network-cycle",
                "networks hold each other in a circle: " + path.text(),
                "a network holds what the networks in it hold",
                "take one of these names out"));
  }

  /** A circle: the names in order, and the reference that leads back to the first. */
  private record Circle(List<String> names, Ref closing) {
    String text() {
      return String.join(" > ", names) + " > " + names.get(0);
    }
  }

  private record Frame(String name, Iterator<Ref> next) {}

  private static List<PolicyProblem> find(
      List<String> names, Map<String, List<Ref>> edges, Function<Circle, PolicyProblem> problem) {
    List<PolicyProblem> problems = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String start : names) {
      Deque<Frame> way = new ArrayDeque<>();
      Set<String> onWay = new HashSet<>();
      enter(start, edges, done, way, onWay);
      while (!way.isEmpty()) {
        Frame top = way.getLast();
        if (!top.next.hasNext()) {
          way.removeLast();
          onWay.remove(top.name);
          done.add(top.name);
          continue;
        }
        Ref ref = top.next.next();
        if (onWay.contains(ref.id())) {
          problems.add(problem.apply(circle(way, ref)));
        } else {
          enter(ref.id(), edges, done, way, onWay);
        }
      }
    }
    return problems;
  }

  private static void enter(
      String name,
      Map<String, List<Ref>> edges,
      Set<String> done,
      Deque<Frame> way,
      Set<String> onWay) {
    List<Ref> next = edges.get(name);
    if (next != null && !done.contains(name)) {
      way.addLast(new Frame(name, next.iterator()));
      onWay.add(name);
    }
  }

  private static Circle circle(Deque<Frame> way, Ref closing) {
    List<String> names =
        way.stream().map(Frame::name).dropWhile(name -> !name.equals(closing.id())).toList();
    return new Circle(names, closing);
  }
}
