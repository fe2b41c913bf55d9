package dev.staffgate.servlet.authzen;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.network.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call without a server: over TLS, from somewhere, with the key of {@link ExampleHandlers}. */
record FakeAuthZenCall(
    String method,
    String path,
    Map<String, List<String>> headers,
    Optional<String> principal,
    boolean isSecure,
    Optional<IpAddress> peer,
    InputStream body)
    implements AuthZenCall {

  static FakeAuthZenCall post(String path, String body) {
    return post(path, body.getBytes(UTF_8));
  }

  static FakeAuthZenCall post(String path, byte[] body) {
    return new FakeAuthZenCall(
        "POST",
        "/access/v1/" + path,
        Map.of(
            "Authorization", List.of("Bearer " + ExampleHandlers.KEY),
            "Content-Type", List.of("application/json")),
        Optional.empty(),
        true,
        Optional.of(IpAddress.parse("203.0.113.9")),
        new ByteArrayInputStream(body));
  }

  /** This with these lines of a header, and no others of it. */
  FakeAuthZenCall with(String name, String... lines) {
    Map<String, List<String>> all = new LinkedHashMap<>(headers);
    all.put(name, List.of(lines));
    return new FakeAuthZenCall(method, path, all, principal, isSecure, peer, body);
  }

  FakeAuthZenCall method(String other) {
    return new FakeAuthZenCall(other, path, headers, principal, isSecure, peer, body);
  }

  FakeAuthZenCall at(String other) {
    return new FakeAuthZenCall(method, other, headers, principal, isSecure, peer, body);
  }

  FakeAuthZenCall as(String who) {
    return new FakeAuthZenCall(method, path, headers, Optional.of(who), isSecure, peer, body);
  }

  FakeAuthZenCall plainFrom(String address) {
    return new FakeAuthZenCall(
        method,
        path,
        headers,
        principal,
        false,
        address.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(address)),
        body);
  }

  FakeAuthZenCall body(InputStream other) {
    return new FakeAuthZenCall(method, path, headers, principal, isSecure, peer, other);
  }

  @Override
  public List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }
}
