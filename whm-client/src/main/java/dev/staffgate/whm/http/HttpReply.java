package dev.staffgate.whm.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A whole answer over HTTP, of bounded length; nothing in it is believed yet. It may hold a session
 * URL, so it is never printed.
 *
 * @param status such as 200
 * @param type the media type in lower case without parameters, empty if none was told
 * @param encoding the content encoding in lower case; empty if there was none, or it is undone
 * @param date what time it was by the server's clock, if it told
 * @param redirectHost the host that it sends elsewhere to, if it names one: a name or an address
 * @param body the bytes as they came; none of a body in another encoding than gzip, which is not
 *     read
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are read once and never compared
public record HttpReply(
    int status,
    String type,
    String encoding,
    Optional<Instant> date,
    Optional<String> redirectHost,
    byte[] body) {
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  /** Makes an answer that sends nowhere. */
  public HttpReply(int status, String type, String encoding, Optional<Instant> date, byte[] body) {
    this(status, type, encoding, date, Optional.empty(), body);
  }

  /**
   * Reads a response.
   *
   * @param maxHeaderBytes the most that its header may come to
   * @throws BoundedBody.TooLongException if it comes to more
   */
  public static HttpReply of(int status, HttpHeaders headers, byte[] body, int maxHeaderBytes)
      throws BoundedBody.TooLongException {
    long length =
        headers.map().entrySet().stream()
            .flatMap(line -> line.getValue().stream().map(value -> line.getKey() + value))
            .mapToLong(String::length)
            .sum();
    if (length > maxHeaderBytes) {
      throw BoundedBody.TooLongException.header(maxHeaderBytes);
    }
    return new HttpReply(
        status,
        beforeParameters(headers.firstValue("Content-Type").orElse("")),
        GZIP.contains(encoding(headers)) ? "" : encoding(headers),
        headers.firstValue("Date").flatMap(HttpReply::instant),
        headers.firstValue("Location").flatMap(HttpReply::host),
        body);
  }

  /** Returns the host of a URL, and nothing else of it, which may be a secret. */
  private static Optional<String> host(String location) {
    try {
      return Optional.ofNullable(new URI(location).getHost()).map(ServerAddress::requireHost);
    } catch (URISyntaxException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  /**
   * Returns what takes the body of an answer with these headers.
   *
   * @param limit the most that it may come to, in bytes
   */
  static BoundedBody body(HttpHeaders headers, int limit) {
    String encoding = encoding(headers);
    if (GZIP.contains(encoding)) {
      return BoundedBody.gzip(limit);
    }
    return encoding.isEmpty() ? BoundedBody.plain(limit) : BoundedBody.unread();
  }

  private static String encoding(HttpHeaders headers) {
    String encoding =
        headers.allValues("Content-Encoding").stream()
            .map(HttpReply::beforeParameters)
            .collect(joining(","));
    return encoding.equals("identity") ? "" : encoding;
  }

  private static String beforeParameters(String value) {
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "Answer[status=" + status + ", bytes=" + body.length + "]";
  }
}
