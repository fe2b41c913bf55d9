package dev.staffgate.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;

/**
 * Makes the filter of an application that is started by its container. A class that implements it,
 * with a public constructor without parameters, is found by {@link StaffgateInitializer}, which
 * registers the filter.
 */
public interface StaffgateSetup {
  /**
   * Returns the filter, built but not registered. Called once, before any listener of the
   * application.
   *
   * @throws ServletException if the application must not start
   */
  StaffgateFilter filter(ServletContext context) throws ServletException;
}
