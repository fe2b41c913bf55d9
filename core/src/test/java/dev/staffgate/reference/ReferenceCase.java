package dev.staffgate.reference;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.Permission;
import dev.staffgate.model.StaffAccount;
import java.util.List;

/**
 * What is asked, of whom, and what step 4 finds.
 *
 * @param assigned the include paths to the assigned roles, in order
 * @param held those to the held roles, locked ones too
 * @param open those to the held roles that no locked role is on
 */
record ReferenceCase(
    AccessRequest asked,
    StaffAccount account,
    List<ReferencePath> assigned,
    List<ReferencePath> held,
    List<ReferencePath> open) {
  String requested() {
    return asked.permissionId();
  }

  boolean isSingleSignOn() {
    return requested().equals(Permission.SERVER_SSO);
  }
}
