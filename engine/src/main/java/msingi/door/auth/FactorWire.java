package msingi.door.auth;

import java.util.List;
import msingi.request.Person;
import msingi.request.Reply;
import msingi.wire.Output;

/** Second factors and passkeys as JSON, member by member as GoTrue has them. */
final class FactorWire {
  private FactorWire() {}

  /** A factor that was begun. */
  static Output enrolled(Reply.Enrolled enrolled) {
    Person.Factor factor = enrolled.factor();
    Output output = new Output(enrolled.picture().length() + 512);
    output.text("{\"id\":").quoted(factor.id().toString());
    output.text(",\"type\":").quoted(factor.kind());
    output.text(",\"friendly_name\":").quoted(factor.name());
    if (!enrolled.secret().isEmpty()) {
      output.text(",\"totp\":{\"qr_code\":").quoted(enrolled.picture());
      output.text(",\"secret\":").quoted(enrolled.secret());
      output.text(",\"uri\":").quoted(enrolled.address()).put('}');
    }
    if (!factor.phone().isEmpty()) {
      output.text(",\"phone\":").quoted(factor.phone());
    }
    return output.put('}');
  }

  /** A factor that waits for its proof. */
  static Output challenged(Reply.Challenged challenged) {
    Output output = new Output(1_024);
    output.text("{\"id\":").quoted(challenged.id().toString());
    output.text(",\"type\":").quoted(challenged.kind());
    output.text(",\"expires_at\":").whole(challenged.expires());
    if (!challenged.options().isEmpty()) {
      output.text(",\"webauthn\":{\"type\":").quoted(challenged.action());
      output.text(",\"credential_options\":{\"publicKey\":").text(challenged.options());
      output.text("}}");
    }
    return output.put('}');
  }

  /** A factor that is gone. */
  static Output unenrolled(Reply.Unenrolled unenrolled) {
    return new Output(64).text("{\"id\":").quoted(unenrolled.id().toString()).put('}');
  }

  /** A passkey that is waited for. */
  static Output asked(Reply.PasskeyAsked asked) {
    Output output = new Output(1_024);
    output.text("{\"challenge_id\":").quoted(asked.challenge().toString());
    output.text(",\"options\":").text(asked.options());
    return output.text(",\"expires_at\":").whole(asked.expires()).put('}');
  }

  /** A passkey. */
  static Output passkey(Person.Passkey passkey, Output output) {
    output.text("{\"id\":").quoted(passkey.id().toString());
    if (!passkey.name().isEmpty()) {
      output.text(",\"friendly_name\":").quoted(passkey.name());
    }
    Wire.moment("created_at", passkey.created(), output);
    if (passkey.used() != Long.MIN_VALUE) {
      Wire.moment("last_used_at", passkey.used(), output);
    }
    return output.put('}');
  }

  /** All of an account's passkeys. */
  static Output passkeys(List<Person.Passkey> passkeys) {
    Output output = new Output(512).put('[');
    for (int index = 0; index < passkeys.size(); index++) {
      passkey(passkeys.get(index), index > 0 ? output.put(',') : output);
    }
    return output.put(']');
  }
}
