package dev.staffgate.yaml.read;

import dev.staffgate.model.NetworkTerm;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import dev.staffgate.text.VisibleText;
import dev.staffgate.validation.Subject;
import dev.staffgate.yaml.advice.AddressAdvice;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads addresses, blocks, ranges and names of networks (policy reference, section 1). Reports what
 * is none of these, with the reason that {@link IpRange} gives.
 */
final class AddressReader {
  private static final String EXAMPLES =
      "write for example `203.0.113.7`, `203.0.113.0/24`, `203.0.113.16-203.0.113.31` or"
          + " \"2001:db8::/48\"";

  private final ScalarReader scalars;
  private final ProblemCollector problems;

  AddressReader(ScalarReader scalars, ProblemCollector problems) {
    this.scalars = scalars;
    this.problems = problems;
  }

  Optional<IpAddress> address(Scalar scalar) {
    try {
      return Optional.of(IpAddress.parseUnmapped(scalar.text()));
    } catch (IllegalArgumentException e) {
      reportBadAddress(scalar, e);
      return Optional.empty();
    }
  }

  /** Reads an address, block or range, or the name of a network. */
  Optional<NetworkTerm> networkTerm(Scalar scalar) {
    String text = scalar.text();
    if (!NetworkTerm.readsAsAddresses(text) && !AddressAdvice.isMeantBy(text)) {
      return scalars.ref(scalar, "network").map(NetworkTerm.Named::new);
    }
    try {
      return Optional.of(new NetworkTerm.Addresses(IpRange.parseUnmapped(text), scalar.at()));
    } catch (IllegalArgumentException e) {
      reportBadAddress(scalar, e);
      return Optional.empty();
    }
  }

  /** Reads a list of such terms, in which none may stand twice, however it is written. */
  List<NetworkTerm> networkTerms(List<Scalar> texts, Subject where) {
    List<NetworkTerm> terms = new ArrayList<>(texts.size());
    ListEntries seen = new ListEntries(where, problems);
    for (Scalar text : texts) {
      Optional<NetworkTerm> term = networkTerm(text);
      if (term.isPresent() && seen.add(term.get().toString(), text)) {
        terms.add(term.get());
      }
    }
    return terms;
  }

  private void reportBadAddress(Scalar scalar, IllegalArgumentException e) {
    Optional<AddressAdvice> advice = AddressAdvice.on(scalar.text());
    problems.report(
        scalar.at(),
        "bad-address",
        "`" + VisibleText.excerpt(scalar.text()) + "` is not an address, block or range",
        advice.map(AddressAdvice::why).orElseGet(() -> VisibleText.sentence(e.getMessage())),
        advice.map(AddressAdvice::mend).orElse(EXAMPLES));
  }
}
