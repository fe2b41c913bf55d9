package dev.staffgate.examples.spring;

import dev.staffgate.servlet.ListScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Service;

/** The tickets, in memory. */
@Service
class TicketRepository {
  private final Map<String, Ticket> tickets = new ConcurrentSkipListMap<>();

  TicketRepository() {
    add(new Ticket("t1", "c1", "technical", "Mail does not arrive", false));
    add(new Ticket("t2", "c2", "billing", "Invoice paid twice", false));
    add(new Ticket("t3", "c2", "technical", "Certificate has expired", false));
    add(new Ticket("t4", "c1", "abuse", "Spam from 192.0.2.7", false));
  }

  private void add(Ticket ticket) {
    tickets.put(ticket.id(), ticket);
  }

  /** Those that a list may show. */
  public List<Ticket> in(ListScope scope) {
    return tickets.values().stream().filter(scope.test(Ticket::department)).toList();
  }

  /** One of them; a ticket that is not to be seen is not there. */
  public Optional<Ticket> find(String id, ListScope scope) {
    return Optional.ofNullable(tickets.get(id)).filter(scope.test(Ticket::department));
  }

  /** Marks a ticket as answered. */
  @StaffgatePermission(value = "ticket.reply", on = "department")
  public void reply(String department, String ticket) {
    tickets.computeIfPresent(
        ticket,
        (id, one) ->
            one.department().equals(department)
                ? new Ticket(id, one.client(), department, one.subject(), true)
                : one);
  }
}
