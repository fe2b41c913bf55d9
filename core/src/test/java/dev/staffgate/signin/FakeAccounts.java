package dev.staffgate.signin;

import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.network.IpAddress;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Accounts of which a test says who may act; a name that is typed means the id that it is. */
public record FakeAccounts(BiPredicate<String, Optional<IpAddress>> active)
    implements ActiveAccounts {
  @Override
  public boolean mayAct(String staff, Optional<IpAddress> from) {
    return active.test(staff, from);
  }

  @Override
  public Optional<String> idOf(String typed) {
    return Optional.of(typed.strip()).filter(NameSyntax::isId);
  }
}
