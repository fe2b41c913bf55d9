/** Sessions in WHM and other hosting control panels. */
@NullMarked
package dev.staffgate.whm;

import org.jspecify.annotations.NullMarked;
