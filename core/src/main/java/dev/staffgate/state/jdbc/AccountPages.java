package dev.staffgate.state.jdbc;

import com.google.common.collect.AbstractIterator;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.state.jdbc.AccountReader.AccountPage;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** All accounts, of which a page at a time is read. Used by one thread. */
final class AccountPages extends AbstractIterator<StaffAccount> {
  private static final int PAGE = 200;

  private final PageReader pages;
  private Optional<String> next = Optional.of("");
  private Iterator<StaffAccount> page = Collections.emptyIterator();

  /** The source of pages. */
  interface PageReader {
    AccountPage after(String id, int limit);
  }

  private AccountPages(PageReader pages) {
    this.pages = pages;
  }

  static Stream<StaffAccount> stream(PageReader pages) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new AccountPages(pages), Spliterator.NONNULL | Spliterator.DISTINCT),
        false);
  }

  @Override
  protected @Nullable StaffAccount computeNext() {
    while (!page.hasNext()) {
      if (next.isEmpty()) {
        return endOfData();
      }
      AccountPage read = pages.after(next.get(), PAGE);
      page = read.accounts().iterator();
      next = read.next();
    }
    return page.next();
  }
}
