package dev.staffgate.whm.api1;

import dev.staffgate.whm.call.CallFailureFactory;
import dev.staffgate.whm.call.JsonFields;
import java.time.Instant;
import java.util.Optional;

/**
 * An answer to a call that succeeded.
 *
 * @param fields the members that the call wants
 * @param date what time it was by the server's clock, if it told
 * @param failures the failures of whoever reads it
 */
public record WhmReply(JsonFields fields, Optional<Instant> date, CallFailureFactory failures) {}
