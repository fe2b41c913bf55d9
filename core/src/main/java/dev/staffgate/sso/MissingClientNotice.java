package dev.staffgate.sso;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Server;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A notice in the log that the policy has servers whose kind of panel this program has no client
 * for, once for each of them: nobody can enter them, and the first attempt would come too late to
 * learn it. Safe for any number of threads.
 */
final class MissingClientNotice {
  private static final Logger log = LoggerFactory.getLogger(MissingClientNotice.class);
  private static final int MOST_SERVERS = 5;

  /** The clients of this project, by the kind of panel. */
  private static final Map<String, String> CLIENTS =
      Map.of(
          "whm", "dev.staffgate.whm.WhmSessionClient",
          "plesk", "dev.staffgate.whm.plesk.PleskSessionClient",
          "directadmin", "dev.staffgate.whm.directadmin.DirectAdminSessionClient",
          "virtualmin", "dev.staffgate.whm.virtualmin.VirtualminSessionClient");

  private record Told(String server, String panel) {}

  private final Set<String> served;
  private final Set<Told> told = ConcurrentHashMap.newKeySet();

  /**
   * Makes a notice.
   *
   * @param served the kinds of panels that this program has clients for
   */
  MissingClientNotice(Set<String> served) {
    this.served = Set.copyOf(served);
  }

  /** Logs the servers of a policy without a client that were not told of yet. */
  void about(PolicyDocument policy) {
    warnings(policy).forEach(log::warn);
  }

  /** Returns the warnings, one for each kind of panel. */
  List<String> warnings(PolicyDocument policy) {
    Set<Told> now = ConcurrentHashMap.newKeySet();
    Map<String, List<String>> byPanel =
        policy.servers().values().stream()
            .filter(server -> !served.contains(server.panel()))
            .filter(server -> isNew(server, now))
            .collect(groupingBy(Server::panel, TreeMap::new, mapping(Server::id, toList())));
    told.retainAll(now); // one that is gone and comes back is told of again
    return byPanel.entrySet().stream().map(one -> warning(one.getKey(), one.getValue())).toList();
  }

  private boolean isNew(Server server, Set<Told> now) {
    Told one = new Told(server.id(), server.panel());
    return now.add(one) && told.add(one);
  }

  private static String warning(String panel, List<String> servers) {
    String some = String.join(", ", servers.subList(0, Math.min(servers.size(), MOST_SERVERS)));
    int more = servers.size() - MOST_SERVERS;
    return "nobody can enter %s %s%s through this program: %s"
        .formatted(
            servers.size() == 1 ? "server" : "servers",
            some,
            more > 0 ? " and " + more + " more" : "",
            reason(panel));
  }

  /** Returns what is missing for a kind of panel and what to do, without the last full stop. */
  static String reason(String panel) {
    String client = CLIENTS.get(panel);
    return "this program has no client for panels of the kind %s. Add %s by Staffgate.builder().panels(…)"
        .formatted(
            panel,
            client == null
                ? "a PanelSessionClient of your own"
                : "a " + client + " (of the module staffgate-whm)");
  }
}
