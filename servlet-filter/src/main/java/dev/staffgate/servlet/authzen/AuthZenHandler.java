package dev.staffgate.servlet.authzen;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.Staffgate;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.network.Cidr;
import dev.staffgate.network.IpAddress;
import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenID AuthZEN Authorization API 1.0 over a {@link Staffgate}, without a container: a call
 * comes in, an answer goes out. Safe for any number of threads.
 *
 * <pre>{@code
 * AuthZenHandler handler = AuthZenHandler.of(staffgate)
 *     .caller(AuthZenCaller.withKey("billing panel", key).mayState(StatedFact.ADDRESS))
 *     .build();
 * }</pre>
 *
 * <p>What may go wrong is answered, never thrown. An evaluation is decided, and recorded, as by
 * {@link Staffgate#check}; a search is a question, and is not recorded.
 *
 * @see <a href="https://openid.net/specs/authorization-api-1_0.html">Authorization API 1.0</a>
 */
public final class AuthZenHandler {
  /** The longest body unless said otherwise, in bytes. */
  public static final int DEFAULT_MAX_BODY = 1 << 20;

  /** The longest that a body may take to come. */
  public static final Duration BODY_WITHIN = Duration.ofSeconds(20);

  /** The longest {@code X-Request-ID}, in characters. */
  public static final int MAX_REQUEST_ID = 256;

  static final String FAILED = "the call could not be answered";

  private static final Logger log = LoggerFactory.getLogger(AuthZenHandler.class);
  private static final String REQUEST_ID = "X-Request-ID";
  private static final CharMatcher PRINTABLE = CharMatcher.inRange(' ', '~');
  private static final NetworkSet LOOPBACK =
      NetworkSet.of(IpRange.of(IpAddress.parse("::1")), Cidr.parse("127.0.0.0/8").toRange());

  private final CallerAuthenticator callers;
  private final Optional<AuthZenMetadata> metadata;
  private final boolean plainHttp;
  private final BodyReader bodies;
  private final EndpointDispatcher answerer;
  private final KeylessCalls keyless = new KeylessCalls(System::nanoTime);

  private AuthZenHandler(Builder builder) {
    this.callers = new CallerAuthenticator(builder.callers);
    this.metadata = Optional.ofNullable(builder.base).map(AuthZenMetadata::new);
    this.plainHttp = builder.plainHttp;
    this.bodies = new BodyReader(builder.maxBody, BODY_WITHIN, System::nanoTime);
    RequestTranslator translation =
        new RequestTranslator(
            builder.subjectTypes.isEmpty() ? Set.of("user") : builder.subjectTypes,
            builder.actions,
            builder.subjects,
            builder.resources,
            builder.staffgate.clock());
    this.answerer = EndpointDispatcher.of(builder.staffgate, translation, builder.ids);
  }

  /** Returns a builder; a caller is required. */
  public static Builder of(Staffgate staffgate) {
    return new Builder(staffgate);
  }

  /** Answers a call. */
  public AuthZenAnswer handle(AuthZenCall call) {
    try {
      Optional<String> id = requestId(call.header(REQUEST_ID));
      AuthZenAnswer answer = answer(call);
      return id.isEmpty() ? answer : answer.with(REQUEST_ID, id.get());
    } catch (CallRefusedException wrong) {
      return AuthZenAnswer.of(wrong);
    }
  }

  private static Optional<String> requestId(List<String> lines) throws CallRefusedException {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String id = lines.get(0);
    if (lines.size() > 1 || id.length() > MAX_REQUEST_ID || !PRINTABLE.matchesAllOf(id)) {
      throw CallRefusedException.badRequest(
          REQUEST_ID + " is not one line of at most " + MAX_REQUEST_ID + " printable characters");
    }
    return Optional.of(id);
  }

  private AuthZenAnswer answer(AuthZenCall call) {
    try {
      return answerOrRefuse(call);
    } catch (CallRefusedException refused) {
      AuthZenAnswer answer = AuthZenAnswer.of(refused);
      return switch (refused.status()) {
        case 401 -> {
          keyless.line().ifPresent(log::warn);
          yield answer.with("WWW-Authenticate", "Bearer realm=\"authzen\"");
        }
        case 405 -> answer.with("Allow", isMetadata(call) ? "GET, HEAD" : "POST");
        case 408, 413 -> answer.with("Connection", "close"); // what is left of the body is not read
        default -> answer;
      };
    } catch (DirectoryException out) {
      log.error("a call was not answered, for the directory of accounts did not answer");
      return AuthZenAnswer.of(
          new CallRefusedException(503, "the directory of accounts does not answer"));
    } catch (RuntimeException failed) {
      log.error("a call could not be answered: {}", AnswerWriter.nameOf(failed));
      return AuthZenAnswer.of(new CallRefusedException(500, FAILED));
    }
  }

  private boolean isMetadata(AuthZenCall call) {
    return metadata.isPresent() && call.path().equals(metadata.get().path());
  }

  private AuthZenAnswer answerOrRefuse(AuthZenCall call) throws CallRefusedException {
    if (!call.isSecure() && !plainHttp && !call.peer().map(LOOPBACK::contains).orElse(false)) {
      throw new CallRefusedException(403, "this API is spoken over TLS");
    }
    if (metadata.isPresent() && isMetadata(call)) {
      require(call.method().equals("GET") || call.method().equals("HEAD"), 405, "use GET");
      return metadata.get().answer();
    }
    String base = metadata.map(one -> one.base().getPath()).orElse("");
    AuthZenEndpoint endpoint =
        AuthZenEndpoint.at(call.path(), base)
            .orElseThrow(() -> new CallRefusedException(404, "there is nothing at this path"));
    require(call.method().equals("POST"), 405, "use POST");
    AuthZenCaller caller = callers.of(call);
    require(isJson(call.header("Content-Type")), 400, "the content is not application/json");
    require(
        call.header("Content-Encoding").stream().allMatch("identity"::equalsIgnoreCase),
        400,
        JsonBodyParser.COMPRESSED);
    return AuthZenAnswer.json(answerer.answer(endpoint, caller, JsonBodyParser.read(body(call))));
  }

  private byte[] body(AuthZenCall call) throws CallRefusedException {
    try {
      return bodies.read(call.body());
    } catch (IOException none) {
      throw CallRefusedException.badRequest("the body could not be read");
    }
  }

  private static boolean isJson(List<String> types) {
    return types.size() == 1
        && types.get(0).split(";", 2)[0].strip().equalsIgnoreCase("application/json");
  }

  private static void require(boolean holds, int status, String otherwise)
      throws CallRefusedException {
    if (!holds) {
      throw new CallRefusedException(status, otherwise);
    }
  }

  /** Makes an {@link AuthZenHandler}. Not thread-safe. */
  public static final class Builder {
    private final Staffgate staffgate;
    private final List<AuthZenCaller> callers = new ArrayList<>();
    private final Set<String> subjectTypes = new LinkedHashSet<>();
    private final Map<String, String> actions = new LinkedHashMap<>();
    private SubjectAttributes subjects = SubjectAttributes.NONE;
    private ResourceAttributes resources = ResourceAttributes.NONE;
    private ResourceIds ids = ResourceIds.NONE;
    private int maxBody = DEFAULT_MAX_BODY;
    private boolean plainHttp;
    private @Nullable URI base;

    private Builder(Staffgate staffgate) {
      this.staffgate = requireNonNull(staffgate, "staffgate");
    }

    /** Adds somebody who may ask. */
    @CanIgnoreReturnValue
    public Builder caller(AuthZenCaller caller) {
      callers.add(requireNonNull(caller, "caller"));
      return this;
    }

    /**
     * Sets the types of subjects whose ids are staff ids; {@code user} unless said otherwise. A
     * subject of any other type is nobody.
     */
    @CanIgnoreReturnValue
    public Builder subjectTypes(String... types) {
      subjectTypes.clear();
      subjectTypes.addAll(List.of(types));
      return this;
    }

    /**
     * Gives an action another name than its permission: {@code action("GET", "route.read")}.
     * Without it, an action with a dot is the permission of that id, and one without is the
     * permission of the resource's type: {@code refund} on a {@code payment} is {@code
     * payment.refund}.
     *
     * @throws IllegalArgumentException if the name is empty, too long, or has a dot; if the
     *     permission is not a permission's id; if either is given twice
     */
    @CanIgnoreReturnValue
    public Builder action(String name, String permission) {
      checkArgument(
          !name.isEmpty() && name.length() <= AuthZenEntity.MAX_TYPE && name.indexOf('.') < 0,
          "%s is not a name for an action: it has 1 to %s characters, and no dot",
          name,
          AuthZenEntity.MAX_TYPE);
      checkArgument(NameSyntax.isPermission(permission), "%s is not a permission's id", permission);
      checkArgument(
          !actions.containsKey(name) && !actions.containsValue(permission),
          "%s or %s is given twice",
          name,
          permission);
      actions.put(name, permission);
      return this;
    }

    /** Sets what is kept about subjects; nothing unless said otherwise. */
    @CanIgnoreReturnValue
    public Builder subjectAttributes(SubjectAttributes kept) {
      subjects = requireNonNull(kept, "kept");
      return this;
    }

    /** Sets what is kept about resources; nothing unless said otherwise. */
    @CanIgnoreReturnValue
    public Builder resourceAttributes(ResourceAttributes kept) {
      resources = requireNonNull(kept, "kept");
      return this;
    }

    /**
     * Sets which resources there are; unless said otherwise, the servers and departments of the
     * policy.
     */
    @CanIgnoreReturnValue
    public Builder resourceIds(ResourceIds all) {
      ids = requireNonNull(all, "all");
      return this;
    }

    /**
     * Sets the longest body, in bytes; {@link #DEFAULT_MAX_BODY} unless said otherwise.
     *
     * @throws IllegalArgumentException if it is not from 1 to 16 MiB
     */
    @CanIgnoreReturnValue
    public Builder maxBody(int bytes) {
      checkArgument(bytes > 0 && bytes <= 1 << 24, "%s is not a length of a body", bytes);
      maxBody = bytes;
      return this;
    }

    /**
     * Sets the address under which others reach the API, and publishes metadata; without it there
     * are none.
     *
     * @throws IllegalArgumentException if it is not an https URL without user, query, fragment and
     *     slash at its end; http is taken on 127.0.0.1 and [::1] alone
     */
    @CanIgnoreReturnValue
    public Builder baseUrl(URI url) {
      base = new AuthZenMetadata(url).base();
      return this;
    }

    /**
     * Takes plain HTTP from other machines, where keys and answers can be read and changed on the
     * way: only where something else protects them, such as a proxy that ends TLS.
     */
    @CanIgnoreReturnValue
    public Builder plainHttpFromAnywhere() {
      plainHttp = true;
      return this;
    }

    /**
     * Returns the handler.
     *
     * @throws IllegalStateException if nobody may ask
     */
    public AuthZenHandler build() {
      checkState(!callers.isEmpty(), "an AuthZEN handler needs caller(…) before build()");
      return new AuthZenHandler(this);
    }
  }
}
