package msingi.expression;

import java.util.ArrayList;
import java.util.List;
import msingi.base.NearNames;

/** What may be named of {@code auth}. */
final class Callers {
  private static final List<String> PARTS =
      List.of("uid", "role", "roles", "claims", "is_anonymous", "aal");

  private Callers() {}

  /** A part of {@code auth}, or of its claims. */
  static Term part(Reading reading, Term.Auth auth, String name, long node) {
    if (auth.claims()) {
      return claim(reading, auth, name, node);
    }
    return switch (name) {
      case "uid" -> caller(Expression.Attribute.UID, Type.Scalar.UUID);
      case "role" -> caller(Expression.Attribute.ROLE, Type.Scalar.TEXT);
      case "roles" -> caller(Expression.Attribute.ROLES, new Type.Array(Type.Scalar.TEXT));
      case "is_anonymous" -> caller(Expression.Attribute.IS_ANONYMOUS, Type.Scalar.BOOL);
      case "aal" -> caller(Expression.Attribute.AAL, Type.Scalar.TEXT);
      case "claims" -> new Term.Auth(true, List.of());
      default ->
          reading.wrong(
              node,
              "auth has no part `" + name + "`",
              NearNames.near(name, PARTS)
                  .map(near -> "Did you mean `auth." + near + "`?")
                  .orElse("It has uid, role, roles, claims, is_anonymous and aal."));
    };
  }

  private static Term claim(Reading reading, Term.Auth auth, String name, long node) {
    if (auth.path().isEmpty() && name.equals("user_metadata")) {
      return reading.wrong(
          node,
          "user_metadata is written by its owner, so no rule may trust it",
          "Use auth.claims.app_metadata, which only the server writes.");
    }
    List<String> path = new ArrayList<>(auth.path());
    path.add(name);
    return new Term.Auth(true, path);
  }

  private static Term caller(Expression.Attribute attribute, Type type) {
    return new Term.Plain(new Expression.Caller(attribute, List.of(), type));
  }
}
