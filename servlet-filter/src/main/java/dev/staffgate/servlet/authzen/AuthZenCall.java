package dev.staffgate.servlet.authzen;

import dev.staffgate.network.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** An HTTP request to the API, as a server has received it. Used by one thread. */
public interface AuthZenCall {
  /** The method of the request line. */
  String method();

  /** The decoded path within the application, such as {@code /access/v1/evaluation}. */
  String path();

  /** The values of the header lines of this name, in any case; none if there is none. */
  List<String> header(String name);

  /** Whom the server itself has authenticated; never what a header says. */
  Optional<String> principal();

  /** Returns whether it came over TLS, as far as the server knows. */
  boolean isSecure();

  /** The address of the peer; empty if it is not known. */
  Optional<IpAddress> peer();

  /**
   * The body; not closed by whoever reads it.
   *
   * @throws IOException if there is none to be had
   */
  InputStream body() throws IOException;
}
