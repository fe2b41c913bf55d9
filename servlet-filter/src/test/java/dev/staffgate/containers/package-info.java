/**
 * Real servlet containers for tests, several generations in one JVM: each in a class loader of its
 * own, with the Servlet API that it comes with, and the filter and the applications loaded beside
 * it. What is in this package is shared between them and the tests.
 */
package dev.staffgate.containers;
