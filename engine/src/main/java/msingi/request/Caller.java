package msingi.request;

import java.util.List;
import java.util.Map;
import msingi.expression.Bindings;
import msingi.expression.Expression;
import msingi.expression.Value;

/**
 * Who asks, verified.
 *
 * @param role anon, authenticated or service_role
 * @param uid a {@link Value.Uuid}, or null when nobody is signed in
 * @param roles the application roles
 * @param anonymous {@code auth.is_anonymous}
 * @param claims values of claims by path joined with dots, user_metadata left out
 */
public record Caller(
    Role role, Value uid, List<String> roles, boolean anonymous, Map<String, Value> claims)
    implements Bindings.Principal {

  /** The three roles of the wire. */
  public enum Role {
    ANON("anon"),
    AUTHENTICATED("authenticated"),
    SERVICE("service_role");

    private final String text;

    Role(String text) {
      this.text = text;
    }

    /** As tokens and rules spell it. */
    public String text() {
      return text;
    }
  }

  /** A stranger. */
  public static final Caller STRANGER =
      new Caller(Role.ANON, Value.Null.NULL, List.of(), false, Map.of());

  /** The bearer of a secret key. */
  public static final Caller SERVICE =
      new Caller(Role.SERVICE, Value.Null.NULL, List.of(), false, Map.of());

  public Caller {
    roles = List.copyOf(roles);
    claims = Map.copyOf(claims);
  }

  /** Whether row and field rules are passed over. */
  public boolean service() {
    return role == Role.SERVICE;
  }

  @Override
  public Value value(Expression.Caller attribute) {
    return switch (attribute.attribute()) {
      case UID -> uid;
      case ROLE -> new Value.Text(role.text());
      case ROLES -> new Value.Many(roles.stream().<Value>map(Value.Text::new).toList());
      case CLAIMS -> claims.getOrDefault(String.join(".", attribute.path()), Value.Null.NULL);
      case IS_ANONYMOUS -> Value.Bool.of(anonymous);
      case AAL ->
          claims.getOrDefault("aal", Value.Null.NULL) instanceof Value.Text level
              ? level
              : Value.Null.NULL;
    };
  }
}
