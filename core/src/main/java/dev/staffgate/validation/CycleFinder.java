package dev.staffgate.validation;

import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds names that lead back to themselves. Walks without recursion, so that depth cannot exhaust
 * the stack.
 */
final class CycleFinder {
  private CycleFinder() {}

  static List<PolicyProblem> ofRoles(PolicyDocument document) {
    Map<String, List<NameRef>> edges = new LinkedHashMap<>();
    for (Role role : document.roles().values()) {
      edges.put(role.id(), role.includes());
    }
    List<PolicyProblem> problems = new ArrayList<>();
    for (Circle circle : find(edges)) {
      problems.add(
          PolicyProblem.of(
              circle.closing().at(),
              "role-cycle",
              "roles include each other in a circle: " + circle.text(),
              "a role has what its includes have; in a circle each would have what all have",
              "take one of these includes out"));
    }
    return problems;
  }

  static List<PolicyProblem> ofNetworks(PolicyDocument document) {
    Map<String, List<NameRef>> edges = new LinkedHashMap<>();
    for (NetworkDefinition network : document.networks().values()) {
      List<NameRef> named = new ArrayList<>();
      for (NetworkTerm term : network.terms()) {
        if (term instanceof NetworkTerm.Named one) {
          named.add(one.network());
        }
      }
      edges.put(network.id(), named);
    }
    List<PolicyProblem> problems = new ArrayList<>();
    for (Circle circle : find(edges)) {
      problems.add(
          PolicyProblem.of(
              circle.closing().at(),
              "network-cycle",
              "networks hold each other in a circle: " + circle.text(),
              "a network holds what the networks in it hold",
              "take one of these names out"));
    }
    return problems;
  }

  /** A circle: its names in order, and the reference that leads back to the first. */
  private record Circle(List<String> names, NameRef closing) {
    String text() {
      return String.join(" > ", names) + " > " + names.get(0);
    }
  }

  private record Frame(String name, Iterator<NameRef> next) {}

  /**
   * Finds the circles.
   *
   * @param edges what each name leads to, in the order in which the walks begin
   */
  private static List<Circle> find(Map<String, List<NameRef>> edges) {
    List<Circle> circles = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String start : edges.keySet()) {
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
        NameRef ref = top.next.next();
        if (onWay.contains(ref.id())) {
          circles.add(circle(way, ref));
        } else {
          enter(ref.id(), edges, done, way, onWay);
        }
      }
    }
    return circles;
  }

  private static void enter(
      String name,
      Map<String, List<NameRef>> edges,
      Set<String> done,
      Deque<Frame> way,
      Set<String> onWay) {
    List<NameRef> next = edges.get(name);
    if (next != null && !done.contains(name)) {
      way.addLast(new Frame(name, next.iterator()));
      onWay.add(name);
    }
  }

  private static Circle circle(Deque<Frame> way, NameRef closing) {
    List<String> names =
        way.stream().map(Frame::name).dropWhile(name -> !name.equals(closing.id())).toList();
    return new Circle(names, closing);
  }
}
