/** The Spring panel: Spring signs people in and serves pages, Staffgate decides. */
@NullMarked
package dev.staffgate.examples.spring;

import org.jspecify.annotations.NullMarked;
