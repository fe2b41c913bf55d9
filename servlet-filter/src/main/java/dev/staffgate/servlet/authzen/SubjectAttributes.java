package dev.staffgate.servlet.authzen;

import java.util.Map;

/**
 * Attributes of a subject that the program knows beside its account: properties that conditions
 * name as {@code subject.x}. They fill in what a request leaves out. What must not be overruled by
 * a caller belongs on the account, where conditions name it as {@code staff.x}.
 *
 * <p>Safe for any number of threads. What it throws is an error, never a permit.
 */
@FunctionalInterface
public interface SubjectAttributes {
  /** Nothing is known. */
  SubjectAttributes NONE = staff -> Map.of();

  /** The properties of a subject, by name without {@code subject.}; none if it is not known. */
  Map<String, String> of(String staff);
}
