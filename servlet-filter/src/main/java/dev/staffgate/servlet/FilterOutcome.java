package dev.staffgate.servlet;

/**
 * What the filter makes of a dispatch: a {@link PermittedRequest}, which holds a permit, or a
 * {@link Refusal}. There is nothing else, and the code behind is given the first.
 */
sealed interface FilterOutcome permits PermittedRequest, Refusal {}
