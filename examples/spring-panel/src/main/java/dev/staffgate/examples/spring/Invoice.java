package dev.staffgate.examples.spring;

import java.math.BigDecimal;

/**
 * A paid invoice.
 *
 * @param refunded how much of the amount was paid back
 */
record Invoice(String id, String client, BigDecimal amount, BigDecimal refunded) {
  /** The invoice after some more was paid back. */
  Invoice refunding(BigDecimal more) {
    return new Invoice(id, client, amount, refunded.add(more));
  }
}
