package dev.staffgate.whm.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Answers that come packed: whole ones, and all that is not one. */
class GzipDecoderTest {
  private static final int LIMIT = 1 << 16;
  private static final byte[] TEXT = "{\"metadata\":{\"result\":1}}".repeat(40).getBytes(UTF_8);

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    return GzipDecoder.unpack(packed, LIMIT);
  }

  private static void assertBroken(byte[] packed) {
    assertThatThrownBy(() -> unpacked(packed)).isInstanceOf(GzipDecoder.BrokenException.class);
  }

  @Property(tries = 200)
  void unpacked_anyBytes_areTheBytes(@ForAll @Size(max = 5000) byte[] bytes) throws IOException {
    assertThat(unpacked(gzip(bytes))).isEqualTo(bytes);
  }

  @Test
  void unpacked_nothingAtAll_isEmpty() throws IOException {
    assertThat(unpacked(new byte[0])).isEmpty();
  }

  @Test
  void unpacked_cutShortAnywhere_isBroken() throws IOException {
    byte[] packed = gzip(TEXT);
    for (int length = 1; length < packed.length; length++) {
      assertBroken(Arrays.copyOf(packed, length));
    }
  }

  @Test
  void unpacked_wrongChecksumOrLengthOrFormat_isBroken() throws IOException {
    byte[] packed = gzip(TEXT);
    for (int place : new int[] {0, 1, 2, packed.length - 8, packed.length - 5, packed.length - 1}) {
      byte[] wrong = packed.clone();
      wrong[place] ^= 0x40;
      assertBroken(wrong);
    }
    assertBroken("{\"metadata\":{\"result\":1}}".getBytes(UTF_8));
  }

  @Test
  void unpacked_atTheLimit_isWholeAndOneByteMoreIsTooLong() throws IOException {
    assertThat(unpacked(gzip(new byte[LIMIT]))).hasSize(LIMIT);
    assertThatThrownBy(() -> unpacked(gzip(new byte[LIMIT + 1])))
        .isInstanceOf(BoundedBody.TooLongException.class)
        .hasMessage("unpacks to more than 65536 bytes");
  }
}
