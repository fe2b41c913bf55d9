package dev.staffgate.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.generators.RequestArbitraries;
import dev.staffgate.network.IpAddress;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RequestWriterTest {
  private static final Instant AT = Instant.parse("2027-02-03T09:00:00Z");

  @Test
  void write_aWholeRequest_isTheLineOfThePolicyReference() {
    AccessRequest request =
        AccessRequest.of("nora", "payment.refund")
            .on("department", "accounting")
            .with("amount", "49.90")
            .from("203.0.113.20")
            .at(AT)
            .secondFactorAt(AT.minusSeconds(240))
            .actingAs("accounts")
            .inEmergencies("everything-down")
            .approvedBy(
                GivenApproval.of("otto", AT.minusSeconds(120))
                    .withFrom(IpAddress.parse("203.0.113.21"))
                    .withSecondFactorAt(AT.minusSeconds(600))
                    .withActingAs("lead"));

    assertThat(RequestWriter.write(request))
        .isEqualTo(
            "{\"staff\":\"nora\",\"permission\":\"payment.refund\","
                + "\"resources\":{\"department\":\"accounting\"},"
                + "\"attributes\":{\"amount\":\"49.90\"},\"from\":\"203.0.113.20\","
                + "\"at\":\"2027-02-03T09:00:00Z\",\"second-factor-at\":\"2027-02-03T08:56:00Z\","
                + "\"acting-as\":[\"accounts\"],\"emergencies\":[\"everything-down\"],"
                + "\"approvals\":[{\"by\":\"otto\",\"at\":\"2027-02-03T08:58:00Z\","
                + "\"from\":\"203.0.113.21\",\"second-factor-at\":\"2027-02-03T08:50:00Z\","
                + "\"acting-as\":[\"lead\"]}]}");
  }

  @Test
  void write_whatIsNotGiven_isLeftOut() {
    assertThat(RequestWriter.write(AccessRequest.of("nora", "payment.refund")))
        .isEqualTo("{\"staff\":\"nora\",\"permission\":\"payment.refund\"}");
  }

  @Property(tries = 2000)
  void read_whatWasWritten_isAnEqualRequest(
      @ForAll("requests") AccessRequest request,
      @ForAll("entries") Map<String, String> resources,
      @ForAll("entries") Map<String, String> attributes)
      throws RequestFormatException {
    AccessRequest written = request.at(request.at().orElse(AT)).on(resources).with(attributes);

    String line = RequestWriter.write(written);

    assertThat(line).doesNotContain("\n", "\r");
    assertThat(RequestReader.read(line))
        .usingRecursiveComparison()
        .ignoringFields("permission") // an id, or the same permission resolved
        .isEqualTo(written);
    assertThat(RequestWriter.write(RequestReader.read(line))).isEqualTo(line);
  }

  @Provide
  Arbitrary<AccessRequest> requests() {
    return RequestArbitraries.all();
  }

  @Provide
  Arbitrary<Map<String, String>> entries() {
    return Arbitraries.maps(
            Arbitraries.strings().ofMinLength(1).ofMaxLength(20).map(name -> "x" + name),
            Arbitraries.strings().ofMaxLength(40))
        .ofMaxSize(3);
  }
}
