package consumer;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.servlet.ClientAddress;
import dev.staffgate.servlet.StaffgateFilter;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.yaml.PolicySource;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that decides, and makes a filter and a session client. */
public final class Main {
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles:
        billing:
          requires: { networks: [office] }
          grants: [{ permission: payment.refund, up-to: { amount: 100 } }]
      staff: { alice: { roles: [billing] } }
      """;

  private Main() {}

  /** Ends with an exception unless a refund of 100 is permitted and one of 101 is not. */
  public static void main(String[] arguments) throws Exception {
    Path policy = Files.writeString(Files.createTempFile("staffgate", ".yaml"), POLICY);
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.watching(policy))
            .audit(event -> {})
            .panels(WhmSessionClient.create())
            .build()) {
      StaffgateFilter filter =
          StaffgateFilter.of(staffgate)
              .clientAddress(ClientAddress.behind(NetworkSet.of("127.0.0.1", "10.0.0.0/8")))
              .build();
      AccessRequest refund = AccessRequest.of("alice", "payment.refund").from("203.0.113.7");
      Decision most = staffgate.check(refund.with("amount", new BigDecimal("1E+2")));
      Decision tooMuch = staffgate.check(refund.with("amount", 101));
      if (!most.permitted() || tooMuch.permitted() || filter.toString().isEmpty()) {
        throw new IllegalStateException(most + ", " + tooMuch);
      }
      System.out.println("100: " + most.outcome() + ", 101: " + tooMuch.outcome());
    } finally {
      Files.delete(policy);
    }
  }
}
