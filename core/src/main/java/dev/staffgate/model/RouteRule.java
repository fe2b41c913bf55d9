package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule of the servlet filter for a path; the first rule that matches decides (policy reference,
 * section 2).
 *
 * @param path a pattern: segments as they are, {@code *} or {@code {name}} for one segment, {@code
 *     **} at the end
 * @param methods upper-case request methods; none means all but {@code TRACE}
 * @param access open to everybody, to everybody who is signed in, or by permission
 * @param permission with {@code PERMISSION} alone
 * @param resource ids by type; {@code {name}} stands for the segment of that name
 * @param at where it was written
 */
public record RouteRule(
    String path,
    List<String> methods,
    Access access,
    Optional<NameRef> permission,
    Map<String, String> resource,
    Place at) {
  /** The requirement for a caller. */
  public enum Access {
    /** Nothing. */
    PUBLIC,
    /** To be signed in with an account that is not disabled. */
    SIGNED_IN,
    /** A permission. */
    PERMISSION
  }

  public RouteRule {
    checkArgument(path.startsWith("/"), "a route's path starts with a slash");
    methods = List.copyOf(methods);
    requireNonNull(access, "access");
    checkArgument(
        permission.isPresent() == (access == Access.PERMISSION),
        "a permission goes with that access alone");
    resource = ImmutableMap.copyOf(resource);
    requireNonNull(at, "at");
  }
}
