package msingi.door.auth;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import msingi.request.Person;
import msingi.request.Reply;
import msingi.wire.Output;

/** Sessions and persons as JSON, member by member as GoTrue has them. */
final class Wire {
  static final String AUDIENCE = "authenticated";

  private Wire() {}

  /** A session with its user. */
  static Output session(Reply.SignedIn session) {
    Output output = new Output(2_048);
    output.text("{\"access_token\":").quoted(session.accessToken());
    output.text(",\"token_type\":\"bearer\",\"expires_in\":").whole(session.lifetime());
    output.text(",\"expires_at\":").whole(session.expires());
    output.text(",\"refresh_token\":").quoted(session.refreshToken()).text(",\"user\":");
    person(session.person(), output);
    if (!session.weaknesses().isEmpty()) {
      output.text(
          ",\"weak_password\":{\"message\":\"The password is too weak today\",\"reasons\":");
      texts(session.weaknesses(), output).put('}');
    }
    return output.put('}');
  }

  /** A user. */
  static Output person(Person person, Output output) {
    return members(person, output.put('{')).put('}');
  }

  /** The members of a user, without braces. */
  static Output members(Person person, Output output) {
    output.text("\"id\":").quoted(person.id().toString());
    output.text(",\"aud\":\"" + AUDIENCE + "\",\"role\":").quoted(person.role());
    output.text(",\"email\":").quoted(person.email());
    output.text(",\"phone\":").quoted(person.phone());
    for (Map.Entry<Person.Moment, Long> each : person.moments().entrySet()) {
      moment(each.getKey().text(), each.getValue(), output);
    }
    confirmed(person, output);
    given("new_email", person.newEmail(), output);
    given("new_phone", person.newPhone(), output);
    output.text(",\"app_metadata\":").text(person.appMetadata());
    output.text(",\"user_metadata\":").text(person.userMetadata());
    output.text(",\"identities\":[");
    for (int index = 0; index < person.identities().size(); index++) {
      identity(person.identities().get(index), index > 0 ? output.put(',') : output);
    }
    output.put(']');
    if (!person.factors().isEmpty()) {
      output.text(",\"factors\":[");
      for (int index = 0; index < person.factors().size(); index++) {
        factor(person.factors().get(index), index > 0 ? output.put(',') : output);
      }
      output.put(']');
    }
    return output.text(",\"is_anonymous\":").text(Boolean.toString(person.anonymous()));
  }

  /** When the first address was proven, under the name that older clients read. */
  private static void confirmed(Person person, Output output) {
    long first =
        Math.min(
            person.moments().getOrDefault(Person.Moment.EMAIL_CONFIRMED, Long.MAX_VALUE),
            person.moments().getOrDefault(Person.Moment.PHONE_CONFIRMED, Long.MAX_VALUE));
    if (first != Long.MAX_VALUE) {
      moment("confirmed_at", first, output);
    }
  }

  private static void identity(Person.Identity identity, Output output) {
    output.text("{\"identity_id\":").quoted(identity.id().toString());
    output.text(",\"id\":").quoted(identity.subject());
    output.text(",\"user_id\":").quoted(identity.account().toString());
    output.text(",\"identity_data\":").text(identity.data());
    output.text(",\"provider\":").quoted(identity.provider());
    if (identity.lastSignIn() != Long.MIN_VALUE) {
      moment("last_sign_in_at", identity.lastSignIn(), output);
    }
    moment("created_at", identity.created(), output);
    moment("updated_at", identity.updated(), output);
    given("email", identity.email(), output);
    output.put('}');
  }

  /** A second factor. */
  static Output factor(Person.Factor factor, Output output) {
    output.text("{\"id\":").quoted(factor.id().toString());
    given("friendly_name", factor.name(), output);
    output.text(",\"factor_type\":").quoted(factor.kind());
    output.text(",\"status\":").quoted(factor.status());
    given("phone", factor.phone(), output);
    moment("created_at", factor.created(), output);
    moment("updated_at", factor.updated(), output);
    if (factor.lastChallenged() != Long.MIN_VALUE) {
      moment("last_challenged_at", factor.lastChallenged(), output);
    }
    return output.put('}');
  }

  /** Texts as an array. */
  static Output texts(List<String> texts, Output output) {
    output.put('[');
    for (int index = 0; index < texts.size(); index++) {
      (index > 0 ? output.put(',') : output).quoted(texts.get(index));
    }
    return output.put(']');
  }

  static void given(String name, String text, Output output) {
    if (!text.isEmpty()) {
      output.text(",\"").text(name).text("\":").quoted(text);
    }
  }

  /** A member that is a moment. */
  static void moment(String name, long micros, Output output) {
    Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    output.text(",\"").text(name).text("\":").quoted(instant.toString());
  }
}
