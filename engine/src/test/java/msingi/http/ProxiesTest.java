package msingi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import msingi.base.Ip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word is taken for where a request comes from (row 24). */
class ProxiesTest {
  private static final Proxies TRUSTED =
      new Proxies(
          List.of(
              Ip.Network.parse("10.0.0.0/8").orElseThrow(),
              Ip.Network.parse("2001:db8::/32").orElseThrow(),
              Ip.Network.parse("127.0.0.1").orElseThrow()));

  @Test
  void byDefaultNobodys() {
    assertThat(Proxies.NONE.client("127.0.0.1", List.of("192.0.2.1"))).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.1 | 192.0.2.1 | 203.0.113.1",
        "10.1.2.3 | 192.0.2.1 | 192.0.2.1",
        "127.0.0.1 | 192.0.2.1 | 192.0.2.1",
        "10.1.2.3 | 1.1.1.1, 192.0.2.1 | 192.0.2.1",
        "10.1.2.3 | 192.0.2.1, 10.9.9.9, 10.8.8.8 | 192.0.2.1",
        "10.1.2.3 | 1.1.1.1;192.0.2.1 | 192.0.2.1",
        "10.1.2.3 | 1.1.1.1, nonsense, 10.8.8.8 | 10.8.8.8",
        "10.1.2.3 | 0x7f000001 | 10.1.2.3",
        "10.1.2.3 | 127.1 | 10.1.2.3",
        "10.1.2.3 | localhost | 10.1.2.3",
        "10.1.2.3 | 192.0.2.1:4711 | 192.0.2.1",
        "10.1.2.3 | [2a00::7]:4711 | 2a00:0:0:0:0:0:0:7",
        "2001:db8::9 | 2a00::7 | 2a00:0:0:0:0:0:0:7",
        "10.1.2.3 | '' | 10.1.2.3",
        "11.0.0.1 | 192.0.2.1 | 11.0.0.1"
      })
  void theNearestThatIsNoTrustedProxy(String socket, String forwarded, String client) {
    assertThat(TRUSTED.client(socket, Arrays.asList(forwarded.split(";")))).isEqualTo(client);
  }

  @Test
  void aLongListCostsLittle() {
    String many = "10.0.0.1,".repeat(3_000) + "10.0.0.1";
    assertThat(TRUSTED.client("10.1.2.3", List.of(many))).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "a.example", "/8"})
  void whatIsNoNetwork(String text) {
    assertThat(Ip.Network.parse(text)).isEmpty();
  }

  @Test
  void sites() {
    assertThat(Ip.site("2001:db8:1:2::1")).isEqualTo(Ip.site("2001:db8:1:2:9::"));
    assertThat(Ip.site("fe80::1%eth0")).isEqualTo("fe80000000000000");
    assertThat(Ip.site("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(Ip.site("no address")).isEqualTo("no address");
  }
}
