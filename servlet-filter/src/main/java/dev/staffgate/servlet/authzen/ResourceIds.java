package dev.staffgate.servlet.authzen;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ids of the resources that a search for resources looks through.
 *
 * <p>Safe for any number of threads. What it throws is an error.
 */
@FunctionalInterface
public interface ResourceIds {
  /** No type is known. */
  ResourceIds NONE = type -> Optional.empty();

  /**
   * The ids of all resources of a type, in the same order each time as long as none comes or goes;
   * nothing if the program cannot list that type. Closed by whoever asked.
   */
  Optional<Stream<String>> ofType(String type);
}
