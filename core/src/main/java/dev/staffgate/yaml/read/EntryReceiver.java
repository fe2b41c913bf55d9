package dev.staffgate.yaml.read;

import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the entries of a section as they come. */
interface EntryReceiver {
  /** Wants nothing: all is in the document. */
  EntryReceiver OF_NOTHING =
      new EntryReceiver() {
        @Override
        public boolean wants(List<Entry> before, Scalar section) {
          return false;
        }

        @Override
        public @Nullable Scalar note(String section, Scalar key) {
          throw new IllegalStateException("nothing was wanted");
        }

        @Override
        public void take(String section, Entry entry) {
          throw new IllegalStateException("nothing was wanted");
        }
      };

  /**
   * Whether the entries of this section shall be handed over.
   *
   * @param before what stands above it in the document
   */
  boolean wants(List<Entry> before, Scalar section);

  /**
   * Notes a key of a section, before its entry comes.
   *
   * @return the one of the same mapping that is equal and was noted before, or null
   */
  @Nullable Scalar note(String section, Scalar key);

  /** Takes an entry of a section; no key comes twice. */
  void take(String section, Entry entry);
}
