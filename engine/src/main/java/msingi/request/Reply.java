package msingi.request;

import java.util.List;

/** What a step answers. */
public sealed interface Reply {

  /**
   * Somebody is signed in.
   *
   * @param lifetime of the access token, in seconds
   * @param expires seconds since 1970
   * @param weaknesses why the password would not be taken today; none where it would
   */
  record SignedIn(
      String accessToken,
      long lifetime,
      long expires,
      String refreshToken,
      Person person,
      List<String> weaknesses)
      implements Reply {
    public SignedIn {
      weaknesses = List.copyOf(weaknesses);
    }

    /** The same with what is weak about the password. */
    public SignedIn with(List<String> reasons) {
      return new SignedIn(accessToken, lifetime, expires, refreshToken, person, reasons);
    }
  }

  /** An account. */
  record User(Person person) implements Reply {}

  /** It is done, and there is nothing to say. */
  record Done() implements Reply {}

  /** It is done; the wire wants no body at all. */
  record Gone() implements Reply {}

  /**
   * A message is on its way.
   *
   * @param id the message's, or empty
   */
  record Sent(String id) implements Reply {}

  /** The browser is to go there. */
  record Redirect(String address) implements Reply {}

  /**
   * Something else, as JSON.
   *
   * @param keep how long anybody may keep it, in seconds; 0 for not at all
   */
  record Document(String json, long keep) implements Reply {}
}
