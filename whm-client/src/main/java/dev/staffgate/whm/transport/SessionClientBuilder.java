package dev.staffgate.whm.transport;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.panels.PanelSessionClient;
import org.jspecify.annotations.Nullable;

/**
 * The setting that the builders of all session clients have: the transport. Time-outs, proxy,
 * authorities, limits and clock are set there and nowhere else. Not safe for several threads at
 * once.
 *
 * @param <B> the builder itself
 */
public abstract class SessionClientBuilder<B extends SessionClientBuilder<B>> {
  private @Nullable PanelTransport transport;

  protected SessionClientBuilder() {}

  /** Returns this builder. */
  protected abstract B self();

  /**
   * Sets how servers are reached, by a transport that its maker closes; without it, by one of its
   * own, as {@link PanelTransport#create()} makes it, which is closed with the client.
   */
  @CanIgnoreReturnValue
  public B transport(PanelTransport transport) {
    this.transport = requireNonNull(transport, "transport");
    return self();
  }

  /** Returns the transport that was set, or a new one. */
  protected PanelTransport transport() {
    return transport == null ? PanelTransport.ofOneClient() : transport;
  }

  /** Returns the client. */
  public abstract PanelSessionClient build();
}
