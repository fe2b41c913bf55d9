package dev.staffgate.accounts;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.text.VisibleText;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A notice in the log that an account counts as unknown since its person is an account of somebody
 * else, once for each account: nobody else would say why. Safe for any number of threads.
 */
final class PersonNotice {
  private static final Logger log = LoggerFactory.getLogger(PersonNotice.class);

  /** The most accounts that are told of. */
  private static final int MAX_TOLD = 1000;

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Logs why this account is unknown, if that is the reason and was not told of yet. */
  void about(Accounts accounts, String staff) {
    warning(accounts, staff).ifPresent(log::warn);
  }

  /** Returns the warning about an account; nothing if it has none, or was told of. */
  Optional<String> warning(Accounts accounts, String staff) {
    if (told.size() >= MAX_TOLD || told.contains(staff)) {
      return Optional.empty();
    }
    return find(accounts, staff)
        .map(StaffAccount::personId)
        .filter(person -> !person.equals(staff))
        .flatMap(person -> find(accounts, person))
        .filter(named -> !named.personId().equals(named.id()) && told.add(staff))
        .map(
            named ->
                "the account %s counts as unknown and is denied everything: its person `%s` is an account of `%s`. Give it the person `%s`"
                    .formatted(
                        VisibleText.excerpt(staff),
                        VisibleText.excerpt(named.id()),
                        VisibleText.excerpt(named.personId()),
                        VisibleText.excerpt(named.personId())));
  }

  private static Optional<StaffAccount> find(Accounts accounts, String staff) {
    return accounts.find(staff).map(CompiledAccount::account);
  }
}
