package dev.staffgate.yaml.read;

import dev.staffgate.validation.Section;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Accepts the entries of a section one by one, as they are read. */
interface EntryReceiver {
  /** Wants no section: everything is in the document. */
  EntryReceiver NONE =
      new EntryReceiver() {
        @Override
        public boolean wants(Section section, List<Entry> before) {
          return false;
        }

        @Override
        public @Nullable Scalar registerKey(Section section, Scalar key) {
          throw new IllegalStateException("nothing was wanted");
        }

        @Override
        public void accept(Section section, Entry entry) {
          throw new IllegalStateException("nothing was wanted");
        }
      };

  /**
   * Returns whether the entries of this section shall be handed over.
   *
   * @param before what stands above it in the document
   */
  boolean wants(Section section, List<Entry> before);

  /**
   * Registers a key of a section, before its entry comes.
   *
   * @return the one of the same mapping that is equal and was registered before, or null
   */
  @Nullable Scalar registerKey(Section section, Scalar key);

  /** Accepts an entry of a section; no key comes twice. */
  void accept(Section section, Entry entry);
}
