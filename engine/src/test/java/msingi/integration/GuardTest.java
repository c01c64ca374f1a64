package msingi.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row 31 of the advisories: what may be called, by address, by literal and by name. */
class GuardTest {
  private static final Guard STRICT = Guard.strict();

  private static Guard resolving(Map<String, List<String>> names, String... listed) {
    return Guard.of(
        List.of(listed),
        name -> {
          List<InetAddress> found = new ArrayList<>();
          for (String text : names.getOrDefault(name, List.of())) {
            found.add(InetAddress.ofLiteral(text));
          }
          if (found.isEmpty()) {
            throw new UnknownHostException(name);
          }
          return found;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "[::1]",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001:0:7f00:1::1",
        "2001:0:808:808::80ff:fffe",
        "2001:2::1",
        "2001:10::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2a00:1450::5efe:10.0.0.1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void addressesThatAreNotPublicAreRefused(String literal) {
    assertThatThrownBy(() -> STRICT.addresses(literal, 443)).isInstanceOf(Guard.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.01",
        "1.2.3.4.5",
        "256.256.256.256",
        "10.0x1",
        "8.8.8",
        "fe80::1%eth0",
        "::ffff:7f00:1%lo",
        "a b.example",
        "a\r\nb.example",
        "",
        ".",
        "a..example",
        "exa\u0000mple.org"
      })
  void otherSpellingsAreNoNames(String host) {
    Guard guard = Guard.of(List.of(), name -> List.of(InetAddress.ofLiteral("8.8.8.8")));
    assertThatThrownBy(() -> guard.addresses(host, 443)).isInstanceOf(Guard.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "2001:0:808:808::f7f7:f7f7"
      })
  void publicAddressesAreCalled(String literal) throws IOException {
    assertThat(STRICT.addresses(literal, 443)).containsExactly(InetAddress.ofLiteral(literal));
  }

  @Test
  void oneAddressOfManyThatIsNotPublicRefusesTheName() {
    Guard guard =
        resolving(
            Map.of(
                "mixed.example", List.of("8.8.8.8", "10.0.0.1"),
                "six.example", List.of("2606:4700:4700::1111", "::ffff:169.254.169.254"),
                "fine.example", List.of("8.8.8.8", "2606:4700:4700::1111")));
    assertThatThrownBy(() -> guard.addresses("mixed.example", 443))
        .isInstanceOf(Guard.Refused.class)
        .hasMessageContaining("mixed.example");
    assertThatThrownBy(() -> guard.addresses("six.example", 443)).isInstanceOf(Guard.Refused.class);
    assertThatCode(() -> guard.addresses("fine.example", 443)).doesNotThrowAnyException();
    assertThatThrownBy(() -> guard.addresses("none.example", 443))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void whatIsAnsweredCarriesTheNameThatWasAskedFor() throws IOException {
    Guard guard = resolving(Map.of("fine.example", List.of("8.8.8.8")));
    InetAddress address = guard.addresses("Fine.Example.", 443).getFirst();
    assertThat(address.getHostName()).isEqualTo("fine.example");
    assertThat(address.getHostAddress()).isEqualTo("8.8.8.8");
  }

  @Test
  void theOperatorListsNamesAddressesAndNetworks() throws IOException {
    Map<String, List<String>> names =
        Map.of(
            "mail.home", List.of("192.168.1.5"),
            "other.home", List.of("192.168.1.6"),
            "far.home", List.of("192.168.2.6"));
    Guard byName = resolving(names, "mail.home:2525");
    assertThatCode(() -> byName.addresses("mail.home", 2525)).doesNotThrowAnyException();
    assertThatThrownBy(() -> byName.addresses("mail.home", 443)).isInstanceOf(Guard.Refused.class);
    assertThatThrownBy(() -> byName.addresses("other.home", 2525))
        .isInstanceOf(Guard.Refused.class);
    Guard byNetwork = resolving(names, "192.168.1.0/24", "[fd00::]:80");
    assertThatCode(() -> byNetwork.addresses("other.home", 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> byNetwork.addresses("far.home", 443))
        .isInstanceOf(Guard.Refused.class);
    assertThatCode(() -> byNetwork.addresses("fd00::", 80)).doesNotThrowAnyException();
    assertThatThrownBy(() -> byNetwork.addresses("fd00::", 81)).isInstanceOf(Guard.Refused.class);
    byNetwork.port("other.home", 9000, byNetwork.addresses("other.home", 9000));
  }

  @Test
  void otherPortsThanThoseOfHttpsWantToBeListed() throws IOException {
    List<InetAddress> address = STRICT.addresses("8.8.8.8", 22);
    assertThatThrownBy(() -> STRICT.port("8.8.8.8", 22, address)).isInstanceOf(Guard.Refused.class);
    STRICT.port("8.8.8.8", 443, address);
    STRICT.port("8.8.8.8", 8443, address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "10.0.0.0/33", "host:99999", "host:", "[::1", "10.0.0.0/x", "a..b"})
  void entriesThatMeanNothingAreMistakes(String entry) {
    assertThatThrownBy(() -> Guard.of(List.of(entry), Guard.Names.SYSTEM))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
