package msingi.auth.factors;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import msingi.auth.accounts.JsonText;
import msingi.wire.Json;

/**
 * What a browser says of a key, as it was sent (WebAuthn level 3, section 5.1.9); what is missing
 * or cannot be read is empty.
 *
 * @param id the credential's, in base64url without padding
 */
public record Shown(String id, Map<String, Json> response) {
  private static final int MOST_TRANSPORTS = 10;
  private static final int LONGEST = 20;

  public Shown {
    response = Map.copyOf(response);
  }

  /** Reads the JSON of a credential. */
  public static Shown read(String credential) {
    Map<String, Json> members = JsonText.members(credential);
    Map<String, Json> response =
        members.get("response") instanceof Json.Members(var byName) ? byName : Map.of();
    byte[] id = bytes(members.getOrDefault("rawId", members.getOrDefault("id", Json.Bare.NULL)));
    boolean key = members.getOrDefault("type", Json.Bare.NULL).equals(new Json.Text("public-key"));
    return new Shown(
        key ? Base64.getUrlEncoder().withoutPadding().encodeToString(id) : "", response);
  }

  /** The bytes of a member of the response. */
  byte[] bytes(String name) {
    return bytes(response.getOrDefault(name, Json.Bare.NULL));
  }

  /** The account that the key says it belongs to. */
  public byte[] handle() {
    return bytes("userHandle");
  }

  /** How a new key can be reached, in words that are passed on to browsers. */
  List<String> transports() {
    Set<String> words = new TreeSet<>();
    if (response.get("transports") instanceof Json.Many(var items)) {
      for (Json item : items) {
        if (words.size() < MOST_TRANSPORTS
            && item instanceof Json.Text(String word)
            && word.length() <= LONGEST
            && word.matches("[a-z-]+")) {
          words.add(word);
        }
      }
    }
    return List.copyOf(words);
  }

  private static byte[] bytes(Json value) {
    try {
      return value instanceof Json.Text(String text)
          ? Base64.getUrlDecoder().decode(text)
          : new byte[0];
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }
}
