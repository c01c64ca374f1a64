package msingi.door.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Step;

/** Routes of second factors and passkeys. */
final class FactorRoutes {
  static final List<Route> ALL =
      List.of(
          Route.post("/factors", (fields, _) -> enroll(fields)),
          Route.post(
              "/factors/{factor}/challenge",
              (fields, query) ->
                  new Step.ChallengeFactor(query.id("factor"), fields.text("channel"))),
          Route.post("/factors/{factor}/verify", FactorRoutes::verify),
          new Route(
              "DELETE",
              "/factors/{factor}",
              false,
              (_, query) -> new Step.UnenrollFactor(query.id("factor"))),
          Route.post("/passkeys/registration/options", (_, _) -> new Step.BeginPasskey()),
          Route.post(
              "/passkeys/registration/verify",
              (fields, _) -> new Step.AddPasskey(challenge(fields), credential(fields))),
          Route.post("/passkeys/authentication/options", (_, _) -> new Step.AskPasskey()),
          Route.post(
              "/passkeys/authentication/verify",
              (fields, _) -> new Step.PasskeyGrant(challenge(fields), credential(fields))),
          Route.get("/passkeys", _ -> new Step.ReadPasskeys()),
          new Route(
              "PATCH",
              "/passkeys/{passkey}",
              true,
              (fields, query) ->
                  new Step.RenamePasskey(query.id("passkey"), fields.text("friendly_name"))),
          new Route(
              "DELETE",
              "/passkeys/{passkey}",
              false,
              (_, query) -> new Step.RemovePasskey(query.id("passkey"))));

  private FactorRoutes() {}

  private static Step enroll(Fields fields) {
    return new Step.EnrollFactor(
        fields.text("factor_type"),
        fields.text("friendly_name"),
        fields.text("issuer"),
        fields.text("phone"));
  }

  private static Step verify(Fields fields, Query query) {
    Fields key = new Fields(fields.object("webauthn").getBytes(StandardCharsets.UTF_8));
    return new Step.VerifyFactor(
        query.id("factor"),
        challenge(fields),
        fields.text("code").strip(),
        key.object("credential_response"));
  }

  /** The credential, by the name that clients give it, or by its older one. */
  private static String credential(Fields fields) {
    String credential =
        fields.has("credential")
            ? fields.object("credential")
            : fields.object("credential_response");
    if (credential.isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "credential is required").failure();
    }
    return credential;
  }

  private static UUID challenge(Fields fields) {
    return Query.id("challenge_id", Route.demanded(fields, "challenge_id"));
  }
}
