package msingi.auth.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import msingi.error.Failure;
import msingi.request.Contact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses have one form, or none. */
class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "EMAIL, ' Ada@Example.ORG ', ada@example.org",
    "EMAIL, a+b.c@x, a+b.c@x",
    "PHONE, ' +254 700 111 222', 254700111222",
    "PHONE, 1234567, 1234567",
    "PHONE, 123456789012345, 123456789012345"
  })
  void oneForm(Contact.Kind kind, String given, String kept) {
    assertThat(Addresses.normal(new Contact(kind, given))).isEqualTo(new Contact(kind, kept));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@b",
        "a b@c",
        "a@b@c",
        "a@-b",
        "a@b-",
        "a@b..c",
        "ä@b",
        "\u212A@b"
      })
  void noAddress(String text) {
    assertThatThrownBy(() -> Addresses.normal(new Contact(Contact.Kind.EMAIL, text)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("invalid format");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "123456", "1234567890123456", "0123456789", "++254700111222", "25470a1112"})
  void noNumber(String text) {
    assertThatThrownBy(() -> Addresses.normal(new Contact(Contact.Kind.PHONE, text)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("E.164");
  }

  /** 254 characters at most (RFC 5321). */
  @Test
  void addressesAreOfABearableLength() {
    String label = "." + "d".repeat(61);
    String domain = "@x" + label.repeat(3);
    String longest = "a".repeat(64) + domain + ".";
    String fits = longest + "e".repeat(254 - longest.length());
    assertThat(fits).hasSize(254);
    assertThat(Addresses.normal(new Contact(Contact.Kind.EMAIL, fits)).text()).isEqualTo(fits);
    assertThatThrownBy(() -> Addresses.normal(new Contact(Contact.Kind.EMAIL, fits + "e")))
        .isInstanceOf(Failure.class);
  }
}
