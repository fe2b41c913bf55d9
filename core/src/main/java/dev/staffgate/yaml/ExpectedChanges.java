package dev.staffgate.yaml;

import dev.staffgate.model.ExpectedChange;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.Role;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.read.ExpectedChangesReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads files of expected changes, which {@code policy-tool diff --expect} compares with those that
 * a policy makes.
 *
 * <pre>{@code
 * expect:
 *   - { roles: [clerk], permissions: [payment.refund], gets: more }
 *   - { staff: [ann], permissions: [invoice.*], gets: less }
 * }</pre>
 */
public final class ExpectedChanges {
  private static final int MAX_BYTES = 1 << 20;

  private ExpectedChanges() {}

  /**
   * Reads a file, in UTF-8 and at most 1 MB.
   *
   * @param before the old policy; what is named has to be in it or in the new one
   * @param after the new policy
   * @throws PolicyException with all that is wrong with the file
   */
  public static List<ExpectedChange> load(Path file, Policy before, Policy after) {
    Set<String> roles = new TreeSet<>(Set.of(Role.FULL_ADMINISTRATOR));
    Set<String> staff = new TreeSet<>();
    Set<String> permissions = new TreeSet<>();
    for (Policy policy : List.of(before, after)) {
      roles.addAll(policy.document().roles().keySet());
      staff.addAll(policy.document().staff().keySet());
      policy.catalogue().all().stream().map(Permission::id).forEach(permissions::add);
    }
    return new ExpectedChangesReader(roles, staff, permissions).read(file, MAX_BYTES);
  }
}
