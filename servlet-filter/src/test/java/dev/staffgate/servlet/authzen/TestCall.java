package dev.staffgate.servlet.authzen;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.network.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call without a server: over TLS, from somewhere, with the key of {@link Examples}. */
record TestCall(
    String method,
    String path,
    Map<String, List<String>> headers,
    Optional<String> principal,
    boolean isSecure,
    Optional<IpAddress> peer,
    InputStream body)
    implements AuthZenCall {

  static TestCall post(String path, String body) {
    return post(path, body.getBytes(UTF_8));
  }

  static TestCall post(String path, byte[] body) {
    return new TestCall(
        "POST",
        "/access/v1/" + path,
        Map.of(
            "Authorization", List.of("Bearer " + Examples.KEY),
            "Content-Type", List.of("application/json")),
        Optional.empty(),
        true,
        Optional.of(IpAddress.parse("203.0.113.9")),
        new ByteArrayInputStream(body));
  }

  /** This with these lines of a header, and no others of it. */
  TestCall with(String name, String... lines) {
    Map<String, List<String>> all = new LinkedHashMap<>(headers);
    all.put(name, List.of(lines));
    return new TestCall(method, path, all, principal, isSecure, peer, body);
  }

  TestCall method(String other) {
    return new TestCall(other, path, headers, principal, isSecure, peer, body);
  }

  TestCall at(String other) {
    return new TestCall(method, other, headers, principal, isSecure, peer, body);
  }

  TestCall as(String who) {
    return new TestCall(method, path, headers, Optional.of(who), isSecure, peer, body);
  }

  TestCall plainFrom(String address) {
    return new TestCall(
        method,
        path,
        headers,
        principal,
        false,
        address.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(address)),
        body);
  }

  TestCall body(InputStream other) {
    return new TestCall(method, path, headers, principal, isSecure, peer, other);
  }

  @Override
  public List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }
}
