package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import msingi.error.Failure;
import msingi.expression.Value;
import msingi.request.Caller;
import org.junit.jupiter.api.Test;

/** What claims hold, moment by moment and value by value. */
class ClaimsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L, 500_000_000L);
  private static final long SECONDS = NOW.getEpochSecond();
  private static final Expectation OWN = new Expectation("us", "me", true);
  private static final String ID = "0190A000-0000-7000-8000-00000000000f";

  private static Map<String, Object> own(Object... more) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", "us");
    claims.put("aud", "me");
    claims.put("exp", SECONDS + 60);
    for (int index = 0; index < more.length; index += 2) {
      claims.put((String) more[index], more[index + 1]);
    }
    return claims;
  }

  private static void good(Map<String, Object> claims, Expectation expectation) {
    Claims.check(claims, expectation, NOW);
  }

  private static void bad(Map<String, Object> claims, Expectation expectation, String said) {
    assertThatThrownBy(() -> Claims.check(claims, expectation, NOW))
        .as(claims.toString())
        .isInstanceOf(Failure.class)
        .hasMessageContaining(said);
  }

  @Test
  void momentsHoldToTheSecondWithThirtyForClocks() {
    good(Map.of("exp", SECONDS - 29), Expectation.NONE);
    good(Map.of("exp", SECONDS - 29.5), Expectation.NONE);
    bad(Map.of("exp", SECONDS - 29.6), Expectation.NONE, "JWT expired");
    good(Map.of("nbf", SECONDS + 30.5), Expectation.NONE);
    bad(Map.of("nbf", SECONDS + 30.6), Expectation.NONE, "JWT not yet valid");
    good(Map.of("iat", SECONDS + 30.5), Expectation.NONE);
    bad(Map.of("iat", SECONDS + 30.6), Expectation.NONE, "JWT issued at future");
    good(Map.of(), Expectation.NONE);
  }

  @Test
  void ourOwnSayAll() {
    good(own(), OWN);
    good(own("aud", List.of("x", "me")), OWN);
    for (String name : List.of("aud", "exp", "iss")) {
      Map<String, Object> fewer = own();
      fewer.remove(name);
      assertThatThrownBy(() -> Claims.check(fewer, OWN, NOW)).as(name).isInstanceOf(Failure.class);
    }
    bad(own("exp", Double.POSITIVE_INFINITY), OWN, "JWT without an end");
    bad(own("iss", "them"), OWN, "JWT not from the expected issuer");
    bad(own("aud", "you"), OWN, "JWT not in audience");
    bad(own("aud", List.of("me", 7)), OWN, "must be a string or an array of strings");
  }

  @Test
  void othersAreAskedForWhatTheySayAlone() {
    Expectation other = new Expectation("us", "me", false);
    good(Map.of("iss", "us"), other);
    bad(Map.of(), other, "JWT not from the expected issuer");
    bad(Map.of("iss", "us", "aud", "you"), other, "JWT not in audience");
    good(Map.of("aud", "you"), Expectation.NONE);
    good(Map.of("aud", List.of()), Expectation.NONE);
  }

  @Test
  void endsAreMilliseconds() {
    assertThat(Claims.expiresMillis(Map.of("exp", 12.5))).isEqualTo(12_500);
    assertThat(Claims.expiresMillis(Map.of("exp", 7L))).isEqualTo(7_000);
    assertThat(Claims.expiresMillis(Map.of())).isEqualTo(Long.MAX_VALUE);
    assertThat(Claims.expiresMillis(Map.of("exp", "7"))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void bearersAreNamedByIdsAlone() {
    Revocations.Bearer bearer =
        Claims.bearer(Map.of("sub", ID, "session_id", ID, "epoch", 3L, "turn", 5L));
    assertThat(bearer)
        .isEqualTo(new Revocations.Bearer(UUID.fromString(ID), 3, UUID.fromString(ID), 5));
    assertThat(
            Claims.bearer(Map.of("sub", "1-1-1-1-1", "session_id", 7, "epoch", "3", "turn", "5")))
        .isEqualTo(new Revocations.Bearer(Line.NOBODY, 0, Line.NOBODY, 0));
  }

  private static Caller caller(Map<String, Object> claims, String... path) {
    List<String> role = path.length == 0 ? List.of("role") : List.of(path);
    return Claims.caller(claims, role, Set.of("nurse", "doctor"));
  }

  @Test
  void rolesAreThoseThatAreDeclared() {
    Map<String, Object> metadata =
        Map.of("roles", Arrays.asList("nurse", "nurse", "admin", 7, null, "doctor"));
    Caller both = caller(Map.of("role", "authenticated", "app_metadata", metadata));
    assertThat(both.roles()).containsExactly("nurse", "doctor");
    assertThat(both.role()).isEqualTo(Caller.Role.AUTHENTICATED);
    Caller nurse = caller(Map.of("role", "nurse", "app_metadata", metadata));
    assertThat(nurse.roles()).containsExactly("nurse", "doctor");
    assertThat(nurse.role()).isEqualTo(Caller.Role.AUTHENTICATED);
    assertThat(caller(Map.of("role", "doctor")).roles()).containsExactly("doctor");
    assertThat(caller(Map.of("role", "")).role()).isEqualTo(Caller.Role.ANON);
    assertThat(caller(Map.of("role", "anon")).role()).isEqualTo(Caller.Role.ANON);
    assertThat(caller(Map.of("role", "service_role")).role()).isEqualTo(Caller.Role.SERVICE);
    assertThat(caller(Map.of("app_metadata", Map.of("roles", "nurse"))).roles()).isEmpty();
    assertThat(caller(Map.of("app_metadata", "nurse")).roles()).isEmpty();
  }

  @Test
  void theRoleIsFoundAtItsPath() {
    Map<String, Object> claims = Map.of("realm", Map.of("role", "nurse"), "role", "service_role");
    assertThat(caller(claims, "realm", "role").roles()).containsExactly("nurse");
    assertThat(caller(claims, "realm", "role").service()).isFalse();
    assertThat(caller(claims, "role", "deeper").role()).isEqualTo(Caller.Role.ANON);
    assertThatThrownBy(() -> caller(claims, "realm"))
        .hasMessageContaining("The JWT 'realm' claim must be a string");
    assertThatThrownBy(() -> caller(Map.of("a", Map.of("b", 7)), "a", "b"))
        .hasMessageContaining("The JWT 'a.b' claim must be a string");
    assertThatThrownBy(() -> caller(Map.of("role", "admin")))
        .hasMessageContaining("role \"admin\" does not exist");
  }

  @Test
  void whoItIsIsAUuidOrNobody() {
    assertThat(caller(Map.of("sub", ID)).uid()).isEqualTo(new Value.Uuid(UUID.fromString(ID)));
    for (Object sub : List.of("1-1-1-1-1", ID + " ", "x" + ID, "", 7)) {
      assertThat(caller(Map.of("sub", sub)).uid()).isEqualTo(Value.Null.NULL);
    }
    assertThat(caller(Map.of("is_anonymous", true)).anonymous()).isTrue();
    assertThat(caller(Map.of("is_anonymous", "true")).anonymous()).isFalse();
  }

  @Test
  void valuesKeepTheirKind() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("text", "a\0b");
    claims.put("truth", true);
    claims.put("int", 7);
    claims.put("long", 1L << 60);
    claims.put("big", new BigInteger("123456789012345678901234567890"));
    claims.put("decimal", new BigDecimal("1.50"));
    claims.put("real", 1.5);
    claims.put("whole", 4.0);
    claims.put("edge", (double) (1L << 53));
    claims.put("absent", null);
    claims.put("other", new Object());
    claims.put("list", Arrays.asList("x", null, List.of("y"), Map.of("z", 1), 2L));
    claims.put("user_metadata", Map.of("roles", List.of("doctor")));
    claims.put("nested", Map.of("user_metadata", "kept", "deep", Map.of("er", 1L)));
    assertThat(caller(claims).claims())
        .containsEntry("text", new Value.Text("ab"))
        .containsEntry("truth", Value.Bool.TRUE)
        .containsEntry("int", new Value.Whole(7))
        .containsEntry("long", new Value.Whole(1L << 60))
        .containsEntry("big", new Value.Decimal(new BigDecimal("123456789012345678901234567890")))
        .containsEntry("decimal", new Value.Decimal(new BigDecimal("1.50")))
        .containsEntry("real", new Value.Real(1.5))
        .containsEntry("whole", new Value.Whole(4))
        .containsEntry("edge", new Value.Real(1L << 53))
        .containsEntry("other", Value.Null.NULL)
        .containsEntry("list", new Value.Many(List.of(new Value.Text("x"), new Value.Whole(2))))
        .containsEntry("nested.user_metadata", new Value.Text("kept"))
        .containsEntry("nested.deep.er", new Value.Whole(1))
        .doesNotContainKeys("absent", "user_metadata", "user_metadata.roles", "nested");
  }

  @Test
  void whatIsNestedTooDeepIsLeftOut() {
    Map<String, Object> nested = Map.of("x", 1L);
    List<String> path = new ArrayList<>(List.of("x"));
    for (int depth = 2; depth <= 9; depth++) {
      nested = Map.of("d", nested);
      path.add(0, "d");
    }
    String nine = String.join(".", path);
    String eight = nine.substring(2);
    assertThat(caller(nested).claims()).doesNotContainKey(nine);
    assertThat(caller(Map.of("d", nested)).claims()).isEmpty();
    assertThat(caller(castMap(nested.get("d"))).claims()).containsKey(eight);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> castMap(Object nested) {
    return (Map<String, Object>) nested;
  }

  @Test
  void whoIsLoweredKeepsAllButTheSecondFactor() {
    Caller high =
        Claims.caller(
            Map.of(
                "role",
                "authenticated",
                "sub",
                ID,
                "aal",
                "aal2",
                "amr",
                List.of("totp"),
                "is_anonymous",
                true,
                "email",
                "ada@example.org",
                "app_metadata",
                Map.of("roles", List.of("nurse"))),
            List.of("role"),
            java.util.Set.of("nurse"));
    Caller low = Claims.lowered(high);
    assertThat(low.claims().get("aal")).isEqualTo(new Value.Text("aal1"));
    assertThat(low.claims()).doesNotContainKey("amr");
    assertThat(low.claims().get("email")).isEqualTo(new Value.Text("ada@example.org"));
    assertThat(low.uid()).isEqualTo(high.uid());
    assertThat(low.role()).isEqualTo(Caller.Role.AUTHENTICATED);
    assertThat(low.roles()).containsExactly("nurse");
    assertThat(low.anonymous()).isTrue();
    assertThat(high.claims().get("aal")).isEqualTo(new Value.Text("aal2"));
  }
}
