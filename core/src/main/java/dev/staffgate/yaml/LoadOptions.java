package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.PolicyOptions;

/**
 * Options of reading policy files.
 *
 * @param policy the words that the embedding program adds to those of the library
 * @param maxFileBytes the largest size of one file in bytes
 * @param endMarkRequired whether each file has to end in the mark {@code ...}, so that one that is
 *     cut off is refused
 */
public record LoadOptions(PolicyOptions policy, int maxFileBytes, boolean endMarkRequired) {
  /** The library's own words, 16 MiB a file. */
  public static final LoadOptions DEFAULT =
      new LoadOptions(PolicyOptions.DEFAULT, 16 * 1024 * 1024);

  /** Makes options that do not ask for end marks. */
  public LoadOptions(PolicyOptions policy, int maxFileBytes) {
    this(policy, maxFileBytes, false);
  }

  public LoadOptions {
    requireNonNull(policy, "policy");
    checkArgument(
        maxFileBytes > 0 && maxFileBytes < Integer.MAX_VALUE - 16,
        "%s bytes are not a bound",
        maxFileBytes);
  }

  /** Returns these options with other words of the embedding program. */
  public LoadOptions withPolicy(PolicyOptions words) {
    return new LoadOptions(words, maxFileBytes, endMarkRequired);
  }

  /** Returns these options for files of another size. */
  public LoadOptions withMaxFileBytes(int bytes) {
    return new LoadOptions(policy, bytes, endMarkRequired);
  }

  /** Returns these options, with which a file has to end in the mark {@code ...} or need not. */
  public LoadOptions withEndMarkRequired(boolean required) {
    return new LoadOptions(policy, maxFileBytes, required);
  }
}
