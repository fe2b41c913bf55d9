package dev.staffgate.whm.http;

import dev.staffgate.model.KeyPin;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's certificate was refused: why, and which key it holds. Nothing was sent. */
final class RefusedCertificateException extends CertificateException {
  private static final long serialVersionUID = 1L;

  /** The reason of the refusal. */
  enum Why {
    /** Another key than the pinned one. */
    OTHER_KEY,
    /** Expired, itself or one that vouches for it. */
    EXPIRED,
    /** Not valid yet, itself or one that vouches for it. */
    NOT_YET_VALID,
    /** Signed by itself. */
    SELF_SIGNED,
    /** Not vouched for by anybody who is trusted. */
    UNKNOWN_AUTHORITY,
    /** Made for other names. */
    OTHER_NAME,
    /** Made for this name by its common name at most, which does not count. */
    NO_SUBJECT_ALT_NAME,
    /** Trusted, but not for servers. */
    NOT_FOR_SERVERS
  }

  private final Why why;
  private final String key;

  private RefusedCertificateException(Why why, KeyPin key, @Nullable Throwable cause) {
    super(why + ", " + key, cause);
    this.why = why;
    this.key = key.text();
  }

  static RefusedCertificateException otherKey(KeyPin seen) {
    return new RefusedCertificateException(Why.OTHER_KEY, seen, null);
  }

  static RefusedCertificateException withoutName(KeyPin seen) {
    return new RefusedCertificateException(Why.NO_SUBJECT_ALT_NAME, seen, null);
  }

  /**
   * Returns the exception for what a check of chain, name or dates ended with.
   *
   * @param causes the exception that it threw, and its causes
   */
  static RefusedCertificateException of(
      X509Certificate[] chain, KeyPin seen, List<Throwable> causes) {
    return new RefusedCertificateException(why(chain, causes), seen, causes.get(0));
  }

  private static Why why(X509Certificate[] chain, List<Throwable> causes) {
    if (causes.stream().anyMatch(CertificateExpiredException.class::isInstance)) {
      return Why.EXPIRED;
    }
    if (causes.stream().anyMatch(CertificateNotYetValidException.class::isInstance)) {
      return Why.NOT_YET_VALID;
    }
    if (causes.stream()
        .anyMatch(
            cause ->
                cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException)) {
      return chain[0].getIssuerX500Principal().equals(chain[0].getSubjectX500Principal())
          ? Why.SELF_SIGNED
          : Why.UNKNOWN_AUTHORITY;
    }
    // The JDK checks the name last, and throws this class itself when it does not fit.
    return causes.get(0).getClass().equals(CertificateException.class)
        ? Why.OTHER_NAME
        : Why.NOT_FOR_SERVERS;
  }

  Why why() {
    return why;
  }

  /** The pin of the key that was shown, as a policy would have it. */
  String key() {
    return key;
  }
}
