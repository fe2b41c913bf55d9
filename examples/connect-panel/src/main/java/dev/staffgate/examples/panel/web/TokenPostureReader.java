package dev.staffgate.examples.panel.web;

import dev.staffgate.model.Server;
import dev.staffgate.whm.tokens.PostureLimits;
import dev.staffgate.whm.tokens.TokenPosture;
import java.util.List;

/** Asks servers what their tokens may do. Safe for any number of threads. */
@FunctionalInterface
public interface TokenPostureReader {
  /** Returns what each server says; a server that does not answer in time says so in its part. */
  TokenPosture read(List<Server> servers, PostureLimits limits);
}
