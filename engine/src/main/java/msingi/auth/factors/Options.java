package msingi.auth.factors;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.auth.Line;
import msingi.auth.accounts.JsonText;
import msingi.wire.Json;

/** What browsers are asked for, as JSON (WebAuthn level 3, sections 5.4, 5.5 and 5.1.8). */
public final class Options {
  /** ES256, EdDSA, RS256 (IANA COSE algorithms), the dearest first. */
  static final List<Integer> ALGORITHMS = List.of(-7, -8, -257);

  private static final Json KEY = new Json.Text("public-key");
  private static final String REQUIRED = "required";

  private Options() {}

  /** The account as keys know it: the 16 bytes of its id, which say nothing of the person. */
  public static byte[] handle(UUID account) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(account.getMostSignificantBits())
        .putLong(account.getLeastSignificantBits())
        .array();
  }

  /**
   * Asks for a new key.
   *
   * @param known keys of the account, which are not made twice
   * @param alone whether the key is to sign in by itself: then it knows the account and its owner
   */
  public static String creation(
      Party party, String challenge, Line account, List<Line> known, boolean alone) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("rp", object("id", new Json.Text(party.id()), "name", new Json.Text(party.name())));
    members.put("user", user(account));
    members.put("challenge", new Json.Text(challenge));
    members.put(
        "pubKeyCredParams",
        new Json.Many(
            ALGORITHMS.stream()
                .<Json>map(
                    each -> object("type", KEY, "alg", new Json.Bare(Integer.toString(each))))
                .toList()));
    members.put("timeout", timeout());
    members.put("excludeCredentials", descriptors(known));
    members.put(
        "authenticatorSelection",
        object(
            "residentKey",
            new Json.Text(alone ? REQUIRED : "discouraged"),
            "requireResidentKey",
            new Json.Bare(Boolean.toString(alone)),
            "userVerification",
            verification(alone)));
    members.put("attestation", new Json.Text("none"));
    return JsonText.of(new Json.Members(members));
  }

  /**
   * Asks for the proof of a key.
   *
   * @param allowed the keys of a second factor; none for whatever passkey there is
   */
  public static String request(Party party, String challenge, List<Line> allowed) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("challenge", new Json.Text(challenge));
    members.put("timeout", timeout());
    members.put("rpId", new Json.Text(party.id()));
    members.put("allowCredentials", descriptors(allowed));
    members.put("userVerification", verification(allowed.isEmpty()));
    return JsonText.of(new Json.Members(members));
  }

  private static Json verification(boolean alone) {
    return new Json.Text(alone ? REQUIRED : "preferred");
  }

  private static Json timeout() {
    return new Json.Bare(Long.toString(TimeUnit.SECONDS.toMillis(ChallengeRows.SECONDS)));
  }

  private static Json user(Line account) {
    String name = account.text("email");
    name = name.isEmpty() ? account.text("phone") : name;
    name = name.isEmpty() ? account.uuid("id").toString() : name;
    Map<String, Json> said = JsonText.members(account.json("user_metadata"));
    String shown = said.get("name") instanceof Json.Text(String text) ? text : name;
    return object(
        "id",
        new Json.Text(
            Base64.getUrlEncoder().withoutPadding().encodeToString(handle(account.uuid("id")))),
        "name",
        new Json.Text(name),
        "displayName",
        new Json.Text(shown.isBlank() ? name : shown));
  }

  private static Json descriptors(List<Line> keys) {
    return new Json.Many(keys.stream().map(Options::descriptor).toList());
  }

  private static Json descriptor(Line key) {
    Json id = new Json.Text(key.text("credential"));
    Json transports =
        JsonText.members(key.json("data")).getOrDefault("transports", new Json.Many(List.of()));
    return object("type", KEY, "id", id, "transports", transports);
  }

  private static Json object(Object... members) {
    Map<String, Json> object = new LinkedHashMap<>();
    for (int index = 0; index < members.length; index += 2) {
      object.put((String) members[index], (Json) members[index + 1]);
    }
    return new Json.Members(object);
  }
}
