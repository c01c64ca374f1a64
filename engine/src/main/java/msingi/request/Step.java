package msingi.request;

import java.util.UUID;

/**
 * What can be asked of accounts: each a record, so that who may do what is generated from the list
 * of them. Texts are empty where the request left them out; JSON is text of one object.
 */
public sealed interface Step permits Step.Keyless, Step.Open, Step.Personal, Administration {

  /** Who may take the step at all. */
  Standing standing();

  /** Kinds of visitors. */
  enum Standing {
    /** Everybody, without any key: a browser that follows a link, a program that wants our keys. */
    PUBLIC,
    /** Everybody who has the keys that the application demands. */
    ANYONE,
    /** Who bears the access token of an account. */
    PERSON,
    /** Who bears a secret key, or a token of role service_role. */
    SERVICE
  }

  /** A step that everybody may take without a key. */
  sealed interface Keyless extends Step {
    @Override
    default Standing standing() {
      return Standing.PUBLIC;
    }
  }

  /** A step that everybody may take. */
  sealed interface Open extends Step {
    @Override
    default Standing standing() {
      return Standing.ANYONE;
    }
  }

  /** A step of somebody who is signed in. */
  sealed interface Personal extends Step {
    @Override
    default Standing standing() {
      return Standing.PERSON;
    }
  }

  /** Makes an account with a password. */
  record SignUp(Contact contact, String password, String data, Proof proof) implements Open {}

  /** Makes an account that nobody is known to own. */
  record SignUpAnonymously(String data) implements Open {}

  /** Signs in by password. */
  record PasswordGrant(Contact contact, String password) implements Open {}

  /** Goes on with a session. */
  record RefreshGrant(String token) implements Open {}

  /** Ends a flow that began with a proof: the code is exchanged for a session. */
  record CodeExchange(String code, String verifier) implements Open {}

  /**
   * What an issuer that the application trusts says of somebody (an ID token of OpenID Connect).
   *
   * @param provider how the application calls the issuer, or empty
   * @param issuer the issuer's own name, where {@code provider} is empty
   * @param token a JSON Web Token
   * @param access the issuer's access token that came with it, or empty
   * @param nonce what the program gave the issuer the hash of, or empty
   */
  record Word(String provider, String issuer, String token, String access, String nonce) {
    @Override
    public String toString() {
      return "Word[" + provider + "]";
    }
  }

  /** Signs in by the word of an issuer. */
  record IdTokenGrant(Word word) implements Open {}

  /** Adds whom an issuer knows to the account that asks. */
  record LinkIdentity(Word word) implements Personal {}

  /** Takes an identity from the account that asks. */
  record RemoveIdentity(UUID id) implements Personal {}

  /**
   * Sends a code to sign in with.
   *
   * @param create whether somebody who is not known gets an account
   * @param data user_metadata of somebody new
   */
  record SendCode(Contact contact, boolean create, String data, Proof proof) implements Open {}

  /** Sends a code by which a forgotten password is set anew. */
  record Recover(Contact contact, Proof proof) implements Open {}

  /**
   * Sends once more what still waits for its proof.
   *
   * @param type signup, sms, email_change or phone_change
   */
  record Resend(String type, Contact contact) implements Open {}

  /** Sends a code by which who is signed in proves it once more. */
  record Reauthenticate() implements Personal {}

  /**
   * Uses a code up, that was typed or came by a link.
   *
   * @param type what it was sent for
   * @param token what was typed, with the contact that it was sent to; or empty
   * @param hash the token of a link, or empty
   */
  record Verify(String type, Contact contact, String token, String hash) implements Open {
    @Override
    public String toString() {
      return "Verify[" + type + "]";
    }
  }

  /** The same by a browser that follows a link, and is led on. */
  record FollowLink(String type, String token) implements Keyless {
    @Override
    public String toString() {
      return "FollowLink[" + type + "]";
    }
  }

  /**
   * Something that the wire has and that is not built.
   *
   * @param message what, and what to do instead
   */
  record NotYet(String message) implements Keyless {}

  /** What strangers may know of how one signs in here. */
  record ReadSettings() implements Open {}

  /** Whether the face is there. */
  record ReadHealth() implements Keyless {}

  /** The public keys of access tokens. */
  record ReadKeySet() implements Keyless {}

  /** The account that asks. */
  record ReadUser() implements Personal {}

  /**
   * Changes the account that asks.
   *
   * @param password the new one
   * @param current the password so far
   * @param nonce a code that proves who asks once more
   * @param data members to set in user_metadata; null takes one away
   */
  record UpdateUser(
      String email,
      String phone,
      String password,
      String current,
      String nonce,
      String data,
      Proof proof)
      implements Personal {}

  /** Ends sessions of the account that asks. */
  record Logout(Scope scope) implements Personal {}

  /** Whose sessions end. */
  enum Scope {
    GLOBAL,
    LOCAL,
    OTHERS
  }

  /**
   * Begins a second factor of the account that asks.
   *
   * @param kind totp, phone or webauthn, as it was sent
   * @param name what its owner calls it
   * @param issuer who asks for the codes, as the program shows it; or empty
   * @param phone where the codes go, of kind phone
   */
  record EnrollFactor(String kind, String name, String issuer, String phone) implements Personal {}

  /**
   * Asks a second factor for its proof.
   *
   * @param channel how a phone is reached, or empty
   */
  record ChallengeFactor(UUID factor, String channel) implements Personal {}

  /**
   * Proves a second factor, which raises the session.
   *
   * @param code what was typed, or empty
   * @param credential what the browser says of a key, JSON of one object; or empty
   */
  record VerifyFactor(UUID factor, UUID challenge, String code, String credential)
      implements Personal {
    @Override
    public String toString() {
      return "VerifyFactor[" + factor + "]";
    }
  }

  /** Takes a second factor from the account that asks. */
  record UnenrollFactor(UUID factor) implements Personal {}

  /** Begins a passkey of the account that asks. */
  record BeginPasskey() implements Personal {}

  /**
   * Adds the passkey that was begun.
   *
   * @param credential what the browser says of it, JSON of one object
   */
  record AddPasskey(UUID challenge, String credential) implements Personal {}

  /** The passkeys of the account that asks. */
  record ReadPasskeys() implements Personal {}

  /** Names a passkey of the account that asks. */
  record RenamePasskey(UUID passkey, String name) implements Personal {}

  /** Takes a passkey from the account that asks. */
  record RemovePasskey(UUID passkey) implements Personal {}

  /** Asks whoever is there for a passkey; the same for everybody. */
  record AskPasskey() implements Open {}

  /**
   * Signs in by passkey.
   *
   * @param credential what the browser says of it, JSON of one object
   */
  record PasskeyGrant(UUID challenge, String credential) implements Open {}
}
