/**
 * Addresses and sets of addresses. Start at {@link dev.staffgate.network.NetworkSet}.
 *
 * <p>An {@link dev.staffgate.network.IpAddress} is what a request comes from; a {@link
 * dev.staffgate.network.Cidr} or an {@link dev.staffgate.network.IpRange} is what a policy writes;
 * a {@link dev.staffgate.network.NetworkSet} is what many of those are compiled to.
 *
 * <p>Pure: nothing here resolves a name, opens a socket or reads a clock. IPv4 and IPv6 never match
 * each other; an IPv4 address that came mapped into IPv6 is IPv4. Every type is immutable. Meaning:
 * policy reference, sections 1 to 3; reasons: {@code docs/decisions/0002-addresses.md}.
 */
@NullMarked
@CheckReturnValue
package dev.staffgate.network;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
