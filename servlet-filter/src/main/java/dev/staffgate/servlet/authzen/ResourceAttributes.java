package dev.staffgate.servlet.authzen;

import java.util.Map;

/**
 * Attributes of a resource that the program knows: properties that conditions name as {@code
 * resource.x}, and that are, at the same time, the resource of type {@code x}. They fill in what a
 * request leaves out.
 *
 * <p>Safe for any number of threads. What it throws is an error, never a permit.
 */
@FunctionalInterface
public interface ResourceAttributes {
  /** Nothing is known. */
  ResourceAttributes NONE = (type, id) -> Map.of();

  /** The properties of a resource, by name without {@code resource.}; none if it is not known. */
  Map<String, String> of(String type, String id);
}
