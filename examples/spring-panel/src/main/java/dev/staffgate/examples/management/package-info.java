/**
 * The beans that the Spring panel has on the port of Actuator. It is not below the application's
 * package, so that Spring does not find it for the application's own port.
 */
@NullMarked
package dev.staffgate.examples.management;

import org.jspecify.annotations.NullMarked;
