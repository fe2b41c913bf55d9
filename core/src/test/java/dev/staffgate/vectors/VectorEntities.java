package dev.staffgate.vectors;

import com.google.common.base.Splitter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entities that rules refer to. */
final class VectorEntities {
  private final Map<String, VectorJson> byId = new LinkedHashMap<>();

  VectorEntities(VectorJson file) {
    DecisionShapes.ENTITIES.check("entities", file);
    for (VectorJson one : file.objects("entities")) {
      if (byId.put(one.text("entity"), one) != null) {
        throw new AssertionError("two entities " + one.text("entity"));
      }
    }
  }

  List<VectorJson> all() {
    return List.copyOf(byId.values());
  }

  boolean isEntity(String text) {
    return byId.containsKey(text);
  }

  /** The entity and all that is in it, at any depth. */
  Set<String> within(String container) {
    Set<String> members = new LinkedHashSet<>(Set.of(container));
    for (VectorJson one : byId.values()) {
      if (one.texts("member_of").contains(container)) {
        members.addAll(within(one.text("entity")));
      }
    }
    return members;
  }

  /** Whether an attribute of this name lists entities. */
  boolean isListing(String attribute) {
    return byId.values().stream()
        .anyMatch(one -> one.object("attributes").raw(attribute) instanceof List<?>);
  }

  /** The objects that list an entity, by the attribute they do it in. */
  Map<String, Set<String>> listings(String entity) {
    Map<String, Set<String>> listings = new LinkedHashMap<>();
    for (VectorJson one : byId.values()) {
      VectorJson attributes = one.object("attributes");
      for (String name : attributes.names()) {
        if (attributes.raw(name) instanceof List<?> list
            && list.contains(new VectorJson(Map.of("ref", entity)))) {
          listings
              .computeIfAbsent("listed-in-" + name, any -> new LinkedHashSet<>())
              .add(one.text("entity"));
        }
      }
    }
    return listings;
  }

  /** The attribute at a path such as {@code account.owner}; of a reference, what it refers to. */
  Optional<String> value(String entity, String path) {
    String at = entity;
    for (String step : Splitter.on('.').split(path)) {
      Object value = attributes(at).raw(step);
      if (value == null) {
        return Optional.empty();
      }
      at = value instanceof VectorJson ref ? ref.text("ref") : (String) value;
    }
    return Optional.of(at);
  }

  private VectorJson attributes(String entity) {
    return byId.getOrDefault(entity, new VectorJson(Map.of())).object("attributes");
  }
}
