package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;

/**
 * Something that could not be compared exactly.
 *
 * @param why in words
 * @param names of accounts, roles or emergencies
 * @param permissions that it is about; all if none
 */
public record ComparisonGap(
    String why, ImmutableSortedSet<String> names, ImmutableSortedSet<String> permissions) {}
