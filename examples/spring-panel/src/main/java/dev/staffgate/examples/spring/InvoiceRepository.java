package dev.staffgate.examples.spring;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** The invoices, in memory. */
@Service
class InvoiceRepository {
  private final Map<String, Invoice> invoices = new ConcurrentSkipListMap<>();

  InvoiceRepository() {
    for (Invoice one :
        List.of(
            new Invoice("i1", "c1", new BigDecimal("49.90"), BigDecimal.ZERO),
            new Invoice("i2", "c2", new BigDecimal("499.00"), BigDecimal.ZERO))) {
      invoices.put(one.id(), one);
    }
  }

  /** All of them. */
  public List<Invoice> all() {
    return List.copyOf(invoices.values());
  }

  /** Pays back a part of an invoice, and no more than is left of it. */
  @StaffgatePermission(value = "payment.refund", with = "amount")
  public Invoice refund(String invoice, BigDecimal amount) {
    Invoice paid =
        invoices.computeIfPresent(
            invoice,
            (id, one) -> {
              BigDecimal left = one.amount().subtract(one.refunded());
              if (amount.signum() <= 0 || amount.compareTo(left) > 0) {
                throw new ResponseStatusException(HttpStatus.CONFLICT, "there is not so much left");
              }
              return one.refunding(amount);
            });
    if (paid == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return paid;
  }
}
