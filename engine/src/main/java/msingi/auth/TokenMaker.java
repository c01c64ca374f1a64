package msingi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.base.Time;

/** Makes tokens for trying things out, signed with the shared secret (HS256). */
public final class TokenMaker {
  private final Secret secret;
  private final Time time;

  public TokenMaker(Secret secret, Time time) {
    this.secret = secret;
    this.time = time;
  }

  /**
   * What a token says.
   *
   * @param role anon, authenticated, service_role or an application's role
   * @param subject {@code sub}, or empty
   * @param roles application roles, for {@code app_metadata.roles}
   * @param audience {@code aud}, or empty
   * @param issuer {@code iss}, or empty
   * @param lifetime how long it holds from now
   * @param claims further claims; they do not override the others
   */
  public record Wish(
      String role,
      String subject,
      List<String> roles,
      String audience,
      String issuer,
      Duration lifetime,
      Map<String, Object> claims) {
    public Wish {
      roles = List.copyOf(roles);
      claims = Map.copyOf(claims);
    }
  }

  /** The token in compact form. */
  public String token(Wish wish) {
    long now = time.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>(wish.claims());
    claims.put("role", wish.role());
    claims.put("iat", now);
    claims.put("exp", now + wish.lifetime().toSeconds());
    put(claims, "sub", wish.subject());
    put(claims, "aud", wish.audience());
    put(claims, "iss", wish.issuer());
    if (!wish.roles().isEmpty()) {
      claims.put("app_metadata", Map.of("roles", wish.roles()));
    }
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    JWSObject token = new JWSObject(header, new Payload(claims));
    try {
      token.sign(new MACSigner(secret.bytes()));
    } catch (JOSEException cause) {
      throw new IllegalStateException("HS256 is part of every Java", cause);
    }
    return token.serialize();
  }

  private static void put(Map<String, Object> claims, String name, String value) {
    if (!value.isEmpty()) {
      claims.put(name, value);
    }
  }
}
