package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XML from a server that is not believed: what is read of it, and what is refused whole. */
class XmlFieldsTest {
  private static final Set<String> WANTED = Set.of("/a/b", "/a/c");

  private static XmlFields read(String text) throws IOException {
    return XmlFields.read(text.getBytes(UTF_8), WANTED);
  }

  @Test
  void read_wantedElements_haveTheirTextWithEntitiesOfXmlAndCdata() throws IOException {
    XmlFields fields =
        read(
            "<?xml version='1.0'?>\n<a>\n <b> x &amp; &#60;y&gt; <![CDATA[<z>]]></b><d>no</d></a>");

    assertThat(fields.text("/a/b")).contains("x & <y> <z>");
    assertThat(fields.text("/a/c")).isEmpty();
    assertThat(fields.text("/a/d")).isEmpty();
    assertThat(fields.toString()).isEqualTo("XmlFields[/a/b]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE a><a><b>x</b></a>",
        "<!DOCTYPE a [<!ENTITY e 'x'>]><a><b>&e;</b></a>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'http://169.254.169.254/'>]><a><b>&e;</b></a>",
        "<!DOCTYPE a SYSTEM 'http://169.254.169.254/a.dtd'><a><b>x</b></a>",
        "<a><b>&e;</b></a>",
        "<a><b>x</b><b>y</b></a>",
        "<a><b>x</b></a><a/>",
        "<a><b>x</b>",
        "<a><b>x</a></b>",
        "<html><p>Sign in<br></html>",
        "x",
        "",
        "<a><b><c><d><e><f><g><h><i><j><k><l><m><n><o><p><q/></p></o></n></m></l></k></j></i></h></g></f></e></d></c></b></a>",
      })
  void read_whatIsNoPlainDocument_isRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  @Test
  void read_entityOfAFile_isNotLookedUp(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), "SECRETSECRET");
    String text = "<!DOCTYPE a [<!ENTITY e SYSTEM '%s'>]><a><b>&e;</b></a>".formatted(file.toUri());

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("SECRETSECRET");
  }

  @Test
  void read_otherEncodings_areRefused() {
    byte[] bytes =
        "<?xml version='1.0' encoding='ISO-8859-1'?><a><b>\u00fc</b></a>".getBytes(ISO_8859_1);

    assertThatThrownBy(() -> XmlFields.read(bytes, WANTED)).isInstanceOf(IOException.class);
  }
}
