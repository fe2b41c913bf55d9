package dev.staffgate.servlet;

/**
 * The answer of the filter to a dispatch: a {@link PermittedRequest}, which holds a permit, or a
 * {@link Refusal}. Only the first reaches the code behind the filter.
 */
sealed interface FilterOutcome permits PermittedRequest, Refusal {}
