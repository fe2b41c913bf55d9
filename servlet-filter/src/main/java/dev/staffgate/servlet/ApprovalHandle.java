package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.wire.RequestFormatException;
import dev.staffgate.wire.RequestReader;
import dev.staffgate.wire.RequestWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;

/**
 * A handle to ask for approval with: the question that was asked, in letters that fit into a link.
 *
 * <p>It is neither a secret nor a proof. Anybody who holds it could have asked the same question,
 * and it helps nobody but the person whose question it is: {@link #read} requires the caller's
 * staff id now. It holds who, what, on what and with which attributes, and nothing of address or
 * second factor.
 */
public final class ApprovalHandle {
  /** The longest that is read, in characters. */
  public static final int MAX_LENGTH = 8192;

  private ApprovalHandle() {}

  /** The handle of a question: letters, digits, hyphens and underscores. */
  public static String of(AccessRequest question) {
    String line =
        RequestWriter.write(
            AccessRequest.of(question.staff(), question.permissionId())
                .at(question.at().orElse(Instant.EPOCH))
                .on(question.resources())
                .with(question.attributes()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(line.getBytes(UTF_8));
  }

  /**
   * The question of a handle that came back from outside: permission, resources and attributes.
   *
   * @param staff the staff id of the caller, which the handle must name as well
   * @throws IllegalArgumentException if it is not a handle, or is somebody else's
   */
  public static AccessRequest read(String handle, String staff) {
    checkArgument(handle.length() <= MAX_LENGTH, "a handle has at most %s characters", MAX_LENGTH);
    AccessRequest kept;
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(handle);
      kept = RequestReader.read(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException | RequestFormatException | IllegalArgumentException notOne) {
      throw new IllegalArgumentException("this is not a handle", notOne);
    }
    checkArgument(kept.staff().equals(staff), "this is a handle of somebody else");
    return AccessRequest.of(staff, kept.permissionId())
        .on(kept.resources())
        .with(kept.attributes());
  }
}
