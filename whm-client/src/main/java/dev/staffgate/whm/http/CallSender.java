package dev.staffgate.whm.http;

/** Sends prepared calls to servers. Safe for any number of threads. */
public interface CallSender {
  /**
   * Sends a call, a second time where it changes nothing and the failure may pass.
   *
   * @throws CallFailedException if the call failed
   */
  <T> T send(PreparedCall<T> call);

  /** Closes the transport if it was made for one client, which is closed. */
  void closeWithItsClient();
}
