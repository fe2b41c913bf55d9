package dev.staffgate.examples.policytool;

import static java.util.Comparator.comparing;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintFinding.Related;
import dev.staffgate.model.Place;
import dev.staffgate.model.RouteRule;
import dev.staffgate.policy.Policy;
import dev.staffgate.servlet.StaffgateFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Warnings about routes, which the filter tells as sentences, as findings of lint. */
final class RouteFindings {
  private final Policy policy;

  private RouteFindings(Policy policy) {
    this.policy = policy;
  }

  static List<LintFinding> of(Policy policy) {
    RouteFindings routes = new RouteFindings(policy);
    return StaffgateFilter.routeWarnings(policy).stream().map(routes::finding).toList();
  }

  private LintFinding finding(String warning) {
    List<Place> places = places(warning);
    Place at = places.isEmpty() ? Place.NONE : places.get(0);
    List<Related> related =
        places.stream().skip(1).map(place -> new Related(place, "the other route")).toList();
    return new LintFinding(
        LintCode.ROUTE_WARNING,
        at,
        warning,
        "put the route that asks for more, or matches less, first; or take out what is never"
            + " reached",
        related);
  }

  /** Returns the places of the routes that a sentence names, in its order. */
  private List<Place> places(String warning) {
    Map<Integer, Place> found = new TreeMap<>();
    for (RouteRule rule : policy.document().routes()) {
      String name = " at " + rule.at().fileAndLine();
      int at = warning.indexOf(name);
      int end = at + name.length();
      if (at >= 0 && (end == warning.length() || !Character.isDigit(warning.charAt(end)))) {
        found.merge(at, rule.at(), RouteFindings::first);
      }
    }
    return new ArrayList<>(found.values());
  }

  private static Place first(Place one, Place other) {
    return comparing((Place place) -> place, Place.ORDER).compare(one, other) <= 0 ? one : other;
  }
}
