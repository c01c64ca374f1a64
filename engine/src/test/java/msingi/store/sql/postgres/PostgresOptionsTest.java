package msingi.store.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import msingi.error.ErrorCode;
import msingi.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresOptionsTest {
  @Test
  void readsAllParts() {
    PostgresOptions options =
        PostgresOptions.parse(
            "postgres://a%40b:p%2Fw%3A+@db.example:6432/clinic%20one"
                + "?pool=3&sslmode=verify-full&pgbouncer=true&connect_timeout=2");

    assertThat(options.user()).isEqualTo("a@b");
    assertThat(options.password()).isEqualTo("p/w:+");
    assertThat(options.host()).isEqualTo("db.example");
    assertThat(options.port()).isEqualTo(6432);
    assertThat(options.database()).isEqualTo("clinic one");
    assertThat(options.connections()).isEqualTo(3);
    assertThat(options.security()).isEqualTo(PostgresOptions.Security.VERIFY_FULL);
    assertThat(options.pgbouncer()).isTrue();
    assertThat(options.connectMillis()).isEqualTo(2_000);
    assertThat(options.toString()).doesNotContain("p/w");
  }

  @Test
  void fillsWhatIsMissing() {
    PostgresOptions near = PostgresOptions.parse("postgresql://localhost");
    PostgresOptions far = PostgresOptions.parse("postgresql://u@[2001:db8::1]/x");

    assertThat(near.port()).isEqualTo(5432);
    assertThat(near.database()).isEqualTo("postgres");
    assertThat(near.security()).isEqualTo(PostgresOptions.Security.DISABLE);
    assertThat(far.host()).isEqualTo("2001:db8::1");
    assertThat(far.security()).isEqualTo(PostgresOptions.Security.PREFER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u:secret@h/x?pol=3",
        "postgresql://u:secret@h/x?pool=3&pool=4",
        "postgresql://u:secret@h/x?pool=0",
        "postgresql://u:secret@h/x?pool=many",
        "postgresql://u:secret@h/x?sslmode=maybe",
        "postgresql://u:secret@h/x?pgbouncer=1",
        "postgresql://u:secret@h:99999/x",
        "postgresql://u:secret@h/%zz",
        "postgresql://u:secret@one,two/x",
        "mysql://u:secret@h/x"
      })
  void refusesMistakesWithoutThePassword(String url) {
    assertThatThrownBy(() -> PostgresOptions.parse(url))
        .isInstanceOfSatisfying(
            Failure.class,
            it -> {
              assertThat(it.problem().code()).isEqualTo(ErrorCode.CONFIGURATION);
              assertThat(it.problem().toString()).doesNotContain("secret");
            });
  }

  @Test
  void namesTheNearestOption() {
    assertThatThrownBy(() -> PostgresOptions.parse("postgresql://h/x?sslmod=require"))
        .hasMessageContaining("did you mean sslmode?");
  }
}
