package dev.staffgate.whm.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Staff of a policy: most have some of the ten zones; of each twenty, two may connect and have no
 * zone, two may not connect at all, one is bound to another network and one is disabled.
 */
record FleetStaff(List<String> ids, String policy) {
  /** The address that everybody comes from. */
  static final String ADDRESS = "203.0.113.7";

  /** Makes a crew of this size; the same seed makes the same one. */
  static FleetStaff of(int size, long seed) {
    Random random = new Random(seed);
    StringBuilder text =
        new StringBuilder(
            "roles:\n  desk: { grants: [\"ticket.*\"] }\n  roamer: { grants: [connect.use] }\n");
    for (int zone = 0; zone < SimulatedFleet.ZONES; zone++) {
      text.append("  zone-").append(zone).append(": { grants: [connect.use] }\n");
    }
    text.append("staff:\n");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String id = "u%03d".formatted(i);
      ids.add(id);
      text.append("  ")
          .append(id)
          .append(": { roles: ")
          .append(roles(i, random))
          .append(more(i))
          .append(" }\n");
    }
    return new FleetStaff(List.copyOf(ids), text.toString());
  }

  private static Set<String> roles(int number, Random random) {
    Set<String> roles = new TreeSet<>();
    switch (number % 20) {
      case 0, 1 -> roles.add("roamer");
      case 2, 3 -> roles.add("desk");
      default -> {
        while (roles.size() < 5 + number % 3) {
          roles.add("zone-" + random.nextInt(SimulatedFleet.ZONES));
        }
      }
    }
    return roles;
  }

  private static String more(int number) {
    return switch (number % 20) {
      case 4 -> ", networks: [198.51.100.0/24]";
      case 5 -> ", disabled: true";
      default -> "";
    };
  }
}
