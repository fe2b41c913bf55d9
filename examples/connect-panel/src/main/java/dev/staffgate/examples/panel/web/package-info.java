/**
 * The parts that all pages share: markup, dispatch, forms, headers, style. Start at {@link
 * dev.staffgate.examples.panel.web.Page}.
 */
@NullMarked
package dev.staffgate.examples.panel.web;

import org.jspecify.annotations.NullMarked;
