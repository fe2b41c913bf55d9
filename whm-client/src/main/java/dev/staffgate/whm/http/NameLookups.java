package dev.staffgate.whm.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Looks names up in other threads. All who ask for a name while it is looked up wait for the same
 * look, so a name that hangs costs one thread, however many call its server. Thread-safe.
 */
final class NameLookups {
  private final ServerNameResolver names;
  private final Executor threads;
  private final ConcurrentMap<String, PendingLookup> underWay = new ConcurrentHashMap<>();

  private final class PendingLookup extends FutureTask<String> {
    private final String host;

    PendingLookup(String host) {
      super(
          () -> {
            names.requireRemote(host);
            return host;
          });
      this.host = host;
    }

    @Override
    protected void done() {
      underWay.remove(host, this);
    }
  }

  NameLookups(ServerNameResolver names, Executor threads) {
    this.names = names;
    this.threads = threads;
  }

  /** The look that is under way for a host, or a new one. It is not to be cancelled: see above. */
  Future<String> lookUp(String host) {
    PendingLookup mine = new PendingLookup(host);
    PendingLookup begun = underWay.putIfAbsent(host, mine);
    if (begun != null) {
      return begun;
    }
    threads.execute(mine);
    return mine;
  }
}
