package dev.staffgate.servlet;

/**
 * What the filter makes of a dispatch: a {@link StaffgateRequest}, which holds a permit, or a
 * {@link Refusal}. There is nothing else, and no way to the code behind but the first.
 */
sealed interface Verdict permits StaffgateRequest, Refusal {}
