package dev.staffgate.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.staffgate.json.JsonException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Strict JSON within limits: RFC 8259 without extensions, no name twice in one object, UTF-8 alone.
 * Keep one in a constant; safe for any number of threads.
 *
 * <p>Nothing of a document is kept once it has been read, neither by the thread nor in a table of
 * names.
 */
public final class StrictJson {
  private final JsonFactory factory;
  private final boolean wellFormedTexts;

  private StrictJson(JsonLimits limits) {
    this.factory =
        JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxTokenCount(limits.tokens())
                    .maxNameLength(limits.nameLength())
                    .maxStringLength(limits.textLength())
                    .maxNumberLength(limits.numberLength())
                    .build())
            .build();
    this.wellFormedTexts = limits.wellFormedTexts();
  }

  /** Returns strict JSON within these limits. */
  public static StrictJson within(JsonLimits limits) {
    return new StrictJson(limits);
  }

  /** Returns a reader of one document. */
  public JsonReader reader(String document) {
    try {
      return new JsonReader(factory.createParser(document), wellFormedTexts);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
  }

  /**
   * Returns a reader of one document.
   *
   * @throws JsonException if the bytes are not UTF-8
   */
  public JsonReader reader(byte[] document) throws JsonException {
    try {
      return reader(UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString());
    } catch (CharacterCodingException e) {
      throw new JsonException(Kind.NOT_UTF8, new JsonPlace(1, 1));
    }
  }
}
