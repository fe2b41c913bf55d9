package dev.staffgate.servlet.authzen;

/**
 * A fact about a request that decides more than a condition on an attribute: nobody may state it in
 * the {@code context} of a request unless {@link AuthZenCaller#mayState} says so. From anybody else
 * it is not given; a denial then names it in {@code context.ignored}.
 *
 * <p>Approvals and emergencies are not such facts: they are the state's to know, and nobody can
 * state them.
 */
public enum StatedFact {
  /** The client's address: {@code context.ip}, such as {@code "203.0.113.7"}. */
  ADDRESS("ip"),
  /**
   * When the person last proved a second factor: {@code context.second_factor_at}, an instant with
   * offset.
   */
  SECOND_FACTOR("second_factor_at"),
  /** The roles that the request acts with: {@code context.acting_as}, an array of role ids. */
  ACTING_AS("acting_as"),
  /**
   * When the request is made: {@code context.time}, an instant with offset. Without it, and from
   * anybody who may not state it, the gate's clock says. For programs that try a policy out.
   */
  INSTANT("time");

  private final String member;

  StatedFact(String member) {
    this.member = member;
  }

  /** The member of the context that states it. */
  String member() {
    return member;
  }
}
