package dev.staffgate.servlet.authzen;

import java.util.Optional;
import java.util.stream.Stream;

/** The questions that can be asked, and their paths. */
enum AuthZenEndpoint {
  EVALUATION("/access/v1/evaluation"),
  EVALUATIONS("/access/v1/evaluations"),
  SEARCH_SUBJECT("/access/v1/search/subject"),
  SEARCH_RESOURCE("/access/v1/search/resource"),
  SEARCH_ACTION("/access/v1/search/action");

  private final String path;

  AuthZenEndpoint(String path) {
    this.path = path;
  }

  /** Below the base. */
  String path() {
    return path;
  }

  /** The one at a path, which may begin with that of the base. */
  static Optional<AuthZenEndpoint> at(String path, String base) {
    return Stream.of(values())
        .filter(one -> path.equals(one.path) || path.equals(base + one.path))
        .findFirst();
  }
}
