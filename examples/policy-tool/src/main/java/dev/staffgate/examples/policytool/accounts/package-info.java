/** The commands on accounts and credentials in the state file of a panel that does not run. */
@NullMarked
package dev.staffgate.examples.policytool.accounts;

import org.jspecify.annotations.NullMarked;
