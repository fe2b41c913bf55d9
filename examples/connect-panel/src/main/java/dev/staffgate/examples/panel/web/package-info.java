/** What all pages share: frame, forms, headers, style. */
@NullMarked
package dev.staffgate.examples.panel.web;

import org.jspecify.annotations.NullMarked;
