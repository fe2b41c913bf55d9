package dev.staffgate.analysis.diff;

import com.google.common.collect.ImmutableSortedSet;

/**
 * Something that only one policy knows, told beside the regions.
 *
 * @param what in words
 * @param rises whether requests may be answered with more by it
 * @param falls whether requests may be answered with less by it
 */
public record ComparisonNote(
    String what, ImmutableSortedSet<String> names, boolean rises, boolean falls) {}
