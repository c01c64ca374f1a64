package msingi.request;

import java.util.List;
import java.util.UUID;

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

  /**
   * A second factor was begun.
   *
   * @param secret what its codes are made of, in letters; empty where it has none
   * @param address by which a program takes the secret over, or empty
   * @param picture the address as a picture (SVG), or empty
   */
  record Enrolled(Person.Factor factor, String secret, String address, String picture)
      implements Reply {
    @Override
    public String toString() {
      return "Enrolled[" + factor.id() + "]";
    }
  }

  /**
   * A second factor waits for its proof.
   *
   * @param kind totp, phone or webauthn
   * @param expires seconds since 1970
   * @param action of a key: create or request; else empty
   * @param options what the browser asks the key for, JSON of one object; else empty
   */
  record Challenged(UUID id, String kind, long expires, String action, String options)
      implements Reply {}

  /** A second factor is gone. */
  record Unenrolled(UUID id) implements Reply {}

  /**
   * A passkey is waited for.
   *
   * @param challenge the id by which the answer names the question
   * @param options what the browser asks for, JSON of one object
   * @param expires seconds since 1970
   */
  record PasskeyAsked(UUID challenge, String options, long expires) implements Reply {}

  /** A passkey as it is now. */
  record PasskeyKept(Person.Passkey passkey) implements Reply {}

  /** All passkeys of an account. */
  record Passkeys(List<Person.Passkey> all) implements Reply {
    public Passkeys {
      all = List.copyOf(all);
    }
  }

  /** Accounts, some of all. */
  record Users(List<Person> persons, Window window) implements Reply {
    public Users {
      persons = List.copyOf(persons);
    }
  }

  /**
   * Which of many are answered.
   *
   * @param page as it was asked for
   * @param total how many there are; -1 where they were not counted
   * @param last the last that is answered, where more may follow, else {@link Administration#NONE}
   */
  record Window(Administration.Page page, long total, UUID last) {}

  /**
   * A link that nobody was sent.
   *
   * @param digits what could be typed instead
   * @param token what the link carries
   * @param type what it was asked for as
   * @param redirect where it leads in the end
   */
  record Link(
      Person person, String address, String digits, String token, String type, String redirect)
      implements Reply {
    @Override
    public String toString() {
      return "Link[" + type + "]";
    }
  }

  /** Second factors. */
  record Factors(List<Person.Factor> factors) implements Reply {
    public Factors {
      factors = List.copyOf(factors);
    }
  }

  /** One second factor. */
  record Factor(Person.Factor factor) implements Reply {}

  /** What happened, some of all. */
  record Entries(List<Entry> entries, Window window) implements Reply {
    public Entries {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Something that happened.
   *
   * @param account whom it is about; {@link Administration#NONE} where that is unknown
   * @param actor who did it; {@link Administration#NONE} for the bearer of a key
   * @param data JSON of one object
   * @param at microseconds since 1970
   */
  record Entry(
      UUID id,
      String event,
      UUID account,
      UUID actor,
      String address,
      String agent,
      String data,
      long at) {}

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
