package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.util.BitSet;
import java.util.List;

/** Something that is so (part 1) or is not (part 0). */
record ChoiceDimension(Choice choice) implements Dimension {
  @Override
  public int size() {
    return 2;
  }

  @Override
  public int partOf(AccessRequest request) {
    return switch (choice.kind()) {
      case ACTING_AS ->
          request.actingAs().isEmpty() || request.actingAs().contains(choice.name()) ? 1 : 0;
      case EMERGENCY -> request.emergencies().contains(choice.name()) ? 1 : 0;
      default -> ANYWHERE;
    };
  }

  @Override
  public RegionLimit limit(BitSet parts) {
    return RegionLimit.of(
        choice.kind(), choice.name(), List.of(parts.get(1) ? choice.yes() : choice.no()));
  }
}
