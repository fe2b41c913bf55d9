package dev.staffgate.accounts;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.PolicyFiles;

/** The table as a directory. */
class AccountTableContractTest extends StaffDirectoryContract {
  private final AccountTable table =
      new AccountTable(
          PolicyFiles.parse(
              "policy.yaml",
              """
              staffgate: 1
              networks: { office: [203.0.113.0/24] }
              roles: { billing: {}, night: {}, support: {} }
              """));

  @Override
  protected StaffDirectory directory() {
    return table;
  }

  @Override
  protected void put(StaffAccount account) {
    table.put(account);
  }

  @Override
  protected boolean remove(String staff) {
    return table.remove(staff);
  }
}
