package dev.staffgate.whm.http;

import static com.google.common.base.Preconditions.checkState;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Leads from a transport, which programs see, to what sends its calls, which they do not: no public
 * signature of the transport names a type of this package.
 */
public final class CallSenders {
  private static volatile @Nullable Function<Object, CallSender> senders;

  private CallSenders() {}

  /** Sets the function that knows the sender of each transport; called once, by their class. */
  public static void register(Function<Object, CallSender> ofTransport) {
    checkState(senders == null, "there is one class of transports");
    senders = ofTransport;
  }

  /** Returns the sender of a transport. */
  public static CallSender of(Object transport) {
    Function<Object, CallSender> known = senders;
    checkState(known != null, "no class of transports was registered");
    return known.apply(transport);
  }
}
