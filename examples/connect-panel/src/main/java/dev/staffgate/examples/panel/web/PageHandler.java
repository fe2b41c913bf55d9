package dev.staffgate.examples.panel.web;

import java.io.IOException;

/** Answers the requests of one page with one method. Called by many threads at once. */
@FunctionalInterface
public interface PageHandler {
  /**
   * Answers a request that the policy's routes have permitted; a form was sent from a page of the
   * same session.
   */
  PageAnswer handle(PageRequest request) throws IOException;
}
