package dev.staffgate.analysis.diff;

import dev.staffgate.analysis.cells.SpaceCell;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import java.util.Map;

/** Accounts as a directory may have them, made for a witness. */
final class WitnessAccount {
  private WitnessAccount() {}

  /** Returns an account with the roles, texts and assigned resources of a cell. */
  static StaffAccount of(String staff, SpaceCell cell) {
    Map<String, String> texts = cell.staffTexts();
    StaffAccount account =
        StaffAccount.of(idOf(texts, staff))
            .withRoles(
                cell.holding().entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .map(entry -> Assignment.of(entry.getKey()))
                    .toList());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      account =
          switch (text.getKey()) {
            case "id" -> account;
            case "name" -> account.withName(text.getValue());
            case "email" -> account.withEmail(text.getValue());
            default -> account.withAttribute(text.getKey(), text.getValue());
          };
    }
    for (Map.Entry<String, String> one : cell.assigned().entrySet()) {
      account = account.withAssigned(one.getKey(), one.getValue());
    }
    return account;
  }

  private static String idOf(Map<String, String> texts, String staff) {
    String text = texts.getOrDefault("id", staff);
    return NameSyntax.isId(text) ? text : staff;
  }
}
