package dev.staffgate.whm.call;

/**
 * A kind of panel, as its calls and their messages need it.
 *
 * @param id as a policy names it in {@code panel:}
 * @param title for people
 * @param port where it listens if the policy's URL has no port
 * @param credential the name of its token for people
 */
public record PanelKind(String id, String title, int port, String credential) {}
