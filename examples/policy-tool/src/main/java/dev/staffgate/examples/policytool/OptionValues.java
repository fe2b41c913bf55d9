package dev.staffgate.examples.policytool;

import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Readers of the values of options, whose messages are for the person who typed them. */
final class OptionValues {
  private OptionValues() {}

  /** Reads a number of addresses, from 0 to more than there are. */
  static final class AddressCount implements ITypeConverter<BigInteger> {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,40}");

    @Override
    public BigInteger convert(String text) {
      if (!DIGITS.matcher(text).matches()) {
        throw new TypeConversionException(
            "`" + text + "` is not a number of addresses, such as 256");
      }
      return new BigInteger(text);
    }
  }

  /** Reads the address of a web page. */
  static final class WebAddress implements ITypeConverter<URI> {
    private static final Pattern SCHEME = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);

    @Override
    public URI convert(String text) {
      try {
        URI address = new URI(text);
        String scheme = address.getScheme();
        if (address.getHost() != null && scheme != null && SCHEME.matcher(scheme).matches()) {
          return address;
        }
      } catch (URISyntaxException notOne) {
        throw refused(text);
      }
      throw refused(text);
    }

    private static TypeConversionException refused(String text) {
      return new TypeConversionException(
          "`" + text + "` is not an address of the web, such as https://example.com/staffgate/");
    }
  }
}
