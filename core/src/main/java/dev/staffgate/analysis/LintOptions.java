package dev.staffgate.analysis;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Options of lint, told beside the policy. Begins with {@link #at}; each {@code with…} method
 * returns options with one of them changed.
 *
 * @param now the instant that decides what has expired
 * @param mostFullAdministrators the most people who may be full administrators
 * @param directory all accounts that live beside the policy document; absent if they are not known
 * @param mostFindings the most findings that are told
 */
public record LintOptions(
    Instant now,
    int mostFullAdministrators,
    Optional<List<StaffAccount>> directory,
    int mostFindings) {
  /** As many people may be full administrators unless said otherwise. */
  public static final int MOST_FULL_ADMINISTRATORS = 5;

  /** As many findings are told unless said otherwise. */
  public static final int MOST_FINDINGS = 1_000;

  public LintOptions {
    requireNonNull(now, "now");
    checkArgument(mostFullAdministrators >= 2, "fewer than two are too few: nobody could help");
    directory = directory.map(List::copyOf);
    checkArgument(mostFindings >= 1, "%s findings are none", mostFindings);
  }

  /** Returns the usual options at an instant, for a policy whose accounts it has itself. */
  public static LintOptions at(Instant now) {
    return new LintOptions(now, MOST_FULL_ADMINISTRATORS, Optional.empty(), MOST_FINDINGS);
  }

  /** Returns options with so many full administrators. */
  public LintOptions withMostFullAdministrators(int most) {
    return new LintOptions(now, most, directory, mostFindings);
  }

  /** Returns options with the accounts of a directory, which are all that there are. */
  public LintOptions withDirectory(Collection<StaffAccount> accounts) {
    return new LintOptions(
        now, mostFullAdministrators, Optional.of(List.copyOf(accounts)), mostFindings);
  }

  /** Returns options with so many findings. */
  public LintOptions withMostFindings(int most) {
    return new LintOptions(now, mostFullAdministrators, directory, most);
  }
}
