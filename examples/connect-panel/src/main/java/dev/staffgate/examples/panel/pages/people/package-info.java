/** The pages that look after people, and the links that their owners open. */
@NullMarked
package dev.staffgate.examples.panel.pages.people;

import org.jspecify.annotations.NullMarked;
