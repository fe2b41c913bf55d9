package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.PolicyOptions;

/**
 * Options of reading policy files.
 *
 * @param policy the words that the embedding program adds to those of the library
 * @param maxFileBytes the largest size of one file in bytes
 */
public record LoadOptions(PolicyOptions policy, int maxFileBytes) {
  /** The library's own words, 16 MiB a file. */
  public static final LoadOptions DEFAULT =
      new LoadOptions(PolicyOptions.DEFAULT, 16 * 1024 * 1024);

  public LoadOptions {
    requireNonNull(policy, "policy");
    checkArgument(
        maxFileBytes > 0 && maxFileBytes < Integer.MAX_VALUE - 16,
        "%s bytes are not a bound",
        maxFileBytes);
  }
}
