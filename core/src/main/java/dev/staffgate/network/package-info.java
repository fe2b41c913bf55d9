/**
 * Addresses and sets of addresses. Start at {@link dev.staffgate.network.NetworkSet}.
 *
 * <p>A request comes from an {@link dev.staffgate.network.IpAddress}. A policy names a {@link
 * dev.staffgate.network.Cidr} or an {@link dev.staffgate.network.IpRange}; many of those are
 * compiled to a {@link dev.staffgate.network.NetworkSet}.
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
