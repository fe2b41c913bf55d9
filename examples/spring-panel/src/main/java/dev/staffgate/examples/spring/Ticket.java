package dev.staffgate.examples.spring;

/**
 * A ticket.
 *
 * @param answered whether somebody has replied
 */
record Ticket(String id, String client, String department, String subject, boolean answered) {}
