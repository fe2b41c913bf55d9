package dev.staffgate.yaml;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.PolicyOptions;

/**
 * How policy files are read.
 *
 * @param policy the words that the embedding program adds
 * @param maxFileBytes how large one file may be
 */
public record LoadOptions(PolicyOptions policy, int maxFileBytes) {
  /** The library's own words, 16 MiB a file. */
  public static final LoadOptions DEFAULT =
      new LoadOptions(PolicyOptions.DEFAULT, 16 * 1024 * 1024);

  public LoadOptions {
    requireNonNull(policy, "policy");
    checkArgument(
        maxFileBytes > 0 && maxFileBytes < Integer.MAX_VALUE - 16,
        "%s bytes are no bound",
        maxFileBytes);
  }
}
