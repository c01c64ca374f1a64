package msingi.door.auth;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Contact;
import msingi.request.Proof;
import msingi.wire.Json;
import msingi.wire.Output;

/**
 * The members of a body that a step asks for by name; others are passed over, null counts as
 * absent, and a member of another type is a mistake.
 */
final class Fields {
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private final Map<String, Json> members;

  /**
   * @throws Failure BAD_JSON where the body is not one JSON object whose names differ
   */
  Fields(byte[] body) {
    this.members = body.length == 0 ? Map.of() : members(body);
  }

  private static Map<String, Json> members(byte[] body) {
    try {
      if (Json.strict(body) instanceof Json.Members(var byName)) {
        return byName;
      }
    } catch (Failure _) {
      // Said below, like JSON that is no object.
    }
    throw Problem.of(ErrorCode.BAD_JSON, "Could not parse request body as JSON").failure();
  }

  /** A text, or empty. */
  String text(String name) {
    return switch (member(name)) {
      case Json.Text(String text) -> plain(name, text);
      case Json.Bare bare when bare.equals(Json.Bare.NULL) -> "";
      case Json.Bare _, Json.Many _, Json.Members _ -> throw wrong(name, "a string");
    };
  }

  /** The text of an object, or empty. */
  String object(String name) {
    return switch (member(name)) {
      case Json.Members object -> {
        Output output = new Output(128);
        object.write(output);
        String text = new String(output.array(), 0, output.length(), StandardCharsets.UTF_8);
        yield text.contains("\\u0000") ? plain(name, "\0") : text;
      }
      case Json.Bare bare when bare.equals(Json.Bare.NULL) -> "";
      case Json.Bare _, Json.Many _, Json.Text _ -> throw wrong(name, "an object");
    };
  }

  /** A truth; false when absent. */
  boolean truth(String name) {
    return switch (member(name)) {
      case Json.Bare(String text) when text.equals("true") -> true;
      case Json.Bare(String text) when text.equals("false") || text.equals("null") -> false;
      case Json.Bare _, Json.Many _, Json.Text _, Json.Members _ -> throw wrong(name, "a boolean");
    };
  }

  /** Whether a member is there and not null. */
  boolean has(String name) {
    return !member(name).equals(Json.Bare.NULL);
  }

  /**
   * The one address that a person is known by; of kind e-mail and empty where there is none.
   *
   * @throws Failure VALIDATION where there are two
   */
  Contact contact() {
    String email = text("email");
    String phone = text("phone");
    if (!email.isEmpty() && !phone.isEmpty()) {
      throw Problem.of(
              ErrorCode.VALIDATION, "Only an email address or phone number should be provided")
          .failure();
    }
    return phone.isEmpty()
        ? new Contact(Contact.Kind.EMAIL, email)
        : new Contact(Contact.Kind.PHONE, phone);
  }

  /** What a flow begins with. */
  Proof proof() {
    String challenge = text("code_challenge");
    String method = text("code_challenge_method").toLowerCase(Locale.ROOT);
    if (challenge.isEmpty() != method.isEmpty()) {
      throw Problem.of(
              ErrorCode.VALIDATION, "PKCE flow requires code_challenge_method and code_challenge")
          .failure();
    }
    if (challenge.isEmpty()) {
      return Proof.NONE;
    }
    if (!CHALLENGE.matcher(challenge).matches()) {
      throw Problem.of(
              ErrorCode.VALIDATION, "code challenge has to be between 43 and 128 characters")
          .failure();
    }
    if (!method.equals("s256") && !method.equals("plain")) {
      throw Problem.of(ErrorCode.VALIDATION, "code challenge method is not supported").failure();
    }
    return new Proof(challenge, method);
  }

  private Json member(String name) {
    return members.getOrDefault(name, Json.Bare.NULL);
  }

  private static String plain(String name, String text) {
    if (text.indexOf('\0') >= 0) {
      throw Problem.of(ErrorCode.VALIDATION, name + " must not hold a zero character").failure();
    }
    return text;
  }

  private static Failure wrong(String name, String type) {
    return Problem.of(ErrorCode.BAD_JSON, name + " must be " + type).failure();
  }
}
