package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Answers that come packed: whole ones, and all that is not one. */
class GunzipTest {
  private static final int LIMIT = 1 << 16;
  private static final byte[] TEXT = "{\"metadata\":{\"result\":1}}".repeat(40).getBytes(UTF_8);

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] unpacked(byte[] packed, int pieces) throws IOException {
    try (Gunzip gunzip = new Gunzip(LIMIT)) {
      for (int from = 0; from < packed.length; from += pieces) {
        gunzip.add(Arrays.copyOfRange(packed, from, Math.min(packed.length, from + pieces)));
      }
      return gunzip.whole();
    }
  }

  private static void assertBroken(byte[] packed) {
    assertThatThrownBy(() -> unpacked(packed, packed.length))
        .isInstanceOf(Gunzip.BrokenException.class);
    assertThatThrownBy(() -> unpacked(packed, 3)).isInstanceOf(Gunzip.BrokenException.class);
  }

  @Property(tries = 200)
  void unpacked_anyBytesInPiecesOfAnySize_areTheBytes(
      @ForAll @Size(max = 5000) byte[] bytes, @ForAll @IntRange(min = 1, max = 300) int pieces)
      throws IOException {
    assertThat(unpacked(gzip(bytes), pieces)).isEqualTo(bytes);
  }

  @Test
  void unpacked_headerWithEverythingInIt_isReadOver() throws IOException {
    byte[] plain = gzip(TEXT);
    byte[] packed = new byte[plain.length + 4 + 5 + 2 + 2];
    System.arraycopy(plain, 0, packed, 0, 10);
    packed[3] = 0b11110; // checksum, extra, name, comment
    System.arraycopy(
        new byte[] {2, 0, 1, 2, 'n', 'a', 'm', 'e', 0, 'c', 0, 7, 7}, 0, packed, 10, 13);
    System.arraycopy(plain, 10, packed, 23, plain.length - 10);

    for (int pieces : new int[] {1, 2, 11, packed.length}) {
      assertThat(unpacked(packed, pieces)).isEqualTo(TEXT);
    }
  }

  @Test
  void unpacked_nothingAtAll_isEmpty() throws IOException {
    assertThat(unpacked(new byte[0], 1)).isEmpty();
  }

  @Test
  void unpacked_cutShortAnywhere_isBroken() throws IOException {
    byte[] packed = gzip(TEXT);
    for (int length = 1; length < packed.length; length++) {
      assertBroken(Arrays.copyOf(packed, length));
    }
  }

  @Test
  void unpacked_withAnythingBehindIt_isBroken() throws IOException {
    byte[] packed = gzip(TEXT);

    assertBroken(Arrays.copyOf(packed, packed.length + 1));
    byte[] twice = Arrays.copyOf(packed, 2 * packed.length);
    System.arraycopy(packed, 0, twice, packed.length, packed.length);
    assertBroken(twice);
  }

  @Test
  void unpacked_wrongChecksumOrLengthOrFormat_isBroken() throws IOException {
    byte[] packed = gzip(TEXT);
    for (int place : new int[] {0, 1, 2, packed.length - 8, packed.length - 5, packed.length - 1}) {
      byte[] wrong = packed.clone();
      wrong[place] ^= 0x40;
      assertBroken(wrong);
    }
    byte[] reserved = packed.clone();
    reserved[3] |= 0x20;
    assertBroken(reserved);
    assertBroken("{\"metadata\":{\"result\":1}}".getBytes(UTF_8));
  }

  @Test
  void unpacked_endlessHeader_isBrokenBeforeItEnds() {
    byte[] header = new byte[2000];
    Arrays.fill(header, (byte) 'n');
    System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8}, 0, header, 0, 4);
    Gunzip gunzip = new Gunzip(LIMIT);

    assertThatThrownBy(() -> gunzip.add(header)).isInstanceOf(Gunzip.BrokenException.class);
  }

  @Test
  void unpacked_atTheLimit_isWholeAndOneByteMoreIsTooLong() throws IOException {
    assertThat(unpacked(gzip(new byte[LIMIT]), 100)).hasSize(LIMIT);
    assertThatThrownBy(() -> unpacked(gzip(new byte[LIMIT + 1]), 100))
        .isInstanceOf(BoundedBody.TooLongException.class)
        .hasMessage("unpacks to more than 65536 bytes");
  }

  @Test
  void unpacked_bomb_isRefusedLongBeforeAllOfItCame() throws IOException {
    byte[] packed = gzip(new byte[50_000_000]);
    Gunzip gunzip = new Gunzip(LIMIT);

    assertThatThrownBy(() -> gunzip.add(Arrays.copyOf(packed, 1000)))
        .isInstanceOf(BoundedBody.TooLongException.class);
  }
}
