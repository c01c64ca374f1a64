package msingi.auth;

import java.util.List;
import msingi.definition.Collection;

/**
 * The tables of accounts. Whatever proves something (a password, a code, a flow) is kept as a hash;
 * what mail and messages must still carry stands in the outbox until it is sent.
 */
final class AccountTables {
  private AccountTables() {}

  /**
   * Accounts. {@code epoch} rises when tokens that were given before must not be believed any more;
   * {@code password} is a hash with its parameters.
   */
  private static final Collection ACCOUNTS =
      TableDraft.of("accounts", "People who sign in")
          .uuid("id")
          .whole("epoch")
          .text("role", "email?", "phone?", "password?", "new_email?", "new_phone?")
          .moment("email_confirmed_at?", "phone_confirmed_at?", "invited_at?")
          .moment("confirmation_sent_at?", "recovery_sent_at?", "reauthentication_sent_at?")
          .moment("email_change_sent_at?", "phone_change_sent_at?", "last_sign_in_at?")
          .moment("banned_until?", "deleted_at?")
          .json("app_metadata", "user_metadata")
          .truth("anonymous")
          .moment("created_at", "updated_at")
          .unique("email")
          .unique("phone")
          .index("created_at")
          .table();

  /** Who says that an account is somebody: linked by issuer and subject, by nothing else. */
  private static final Collection IDENTITIES =
      TableDraft.of("identities", "Identities of accounts")
          .uuid("id", "account")
          .text("issuer", "subject", "provider", "email?")
          .json("data")
          .moment("last_sign_in_at?", "created_at", "updated_at")
          .unique("issuer", "subject")
          .index("account")
          .belongs("account", "accounts")
          .table();

  /**
   * Sessions. {@code counter} is the number of the refresh token in force; {@code methods} is what
   * was proven, as tokens say it in {@code amr}; {@code factor} raised it last, {@code passkey}
   * began it.
   */
  private static final Collection SESSIONS =
      TableDraft.of("sessions", "Sessions, one for each sign-in")
          .uuid("id", "account", "factor?", "passkey?")
          .whole("counter")
          .text("aal")
          .json("methods")
          .text("agent", "address")
          .moment("created_at", "refreshed_at")
          .index("account")
          .belongs("account", "accounts")
          .table();

  /**
   * One-time codes, found by the hash of what was sent; consumed by one conditional update. {@code
   * data} is what the proof puts into force: of a sign-up, its own password's hash.
   */
  private static final Collection CODES =
      TableDraft.of("codes", "One-time codes, hashed")
          .uuid("id", "account")
          .text("kind", "hash", "address")
          .uuid("flow?")
          .json("data")
          .number("attempts")
          .moment("created_at", "expires_at", "consumed_at?")
          .unique("hash")
          .index("account", "kind")
          .index("address", "kind")
          .index("expires_at")
          .belongs("account", "accounts")
          .table();

  /**
   * Flows that end in a code for the program that began them (PKCE, RFC 7636). {@code hash} is that
   * of the code, once there is one.
   */
  private static final Collection FLOWS =
      TableDraft.of("flows", "Flows with proof of who began them")
          .uuid("id", "account?")
          .text("method", "provider?", "redirect?", "challenge", "challenge_method", "hash?")
          .json("data")
          .moment("created_at", "expires_at", "consumed_at?")
          .unique("hash")
          .index("expires_at")
          .belongs("account", "accounts")
          .table();

  /**
   * Second factors. {@code secret} is what a code is checked by, under seal; {@code step} the last
   * one whose code was used.
   */
  private static final Collection FACTORS =
      TableDraft.of("factors", "Second factors")
          .uuid("id", "account")
          .text("kind", "name?", "status", "phone?")
          .bytes("secret?")
          .json("data")
          .whole("step?")
          .moment("created_at", "updated_at", "last_challenged_at?")
          .index("account")
          .belongs("account", "accounts")
          .table();

  /** Challenges to factors and passkeys; consumed by one conditional update. */
  private static final Collection CHALLENGES =
      TableDraft.of("challenges", "Challenges that wait for their answer")
          .uuid("id", "account?", "factor?")
          .text("kind", "hash?", "address")
          .json("data")
          .number("attempts")
          .moment("created_at", "expires_at", "consumed_at?")
          .index("expires_at")
          .belongs("account", "accounts")
          .belongs("factor", "factors")
          .table();

  /** Passkeys and keys of WebAuthn factors. */
  private static final Collection PASSKEYS =
      TableDraft.of("passkeys", "Passkeys")
          .uuid("id", "account", "factor?")
          .text("credential", "name?")
          .bytes("public_key")
          .whole("counter")
          .json("data")
          .moment("created_at", "updated_at", "used_at?")
          .unique("credential")
          .index("account")
          .belongs("account", "accounts")
          .belongs("factor", "factors")
          .table();

  /**
   * What must not be believed any more, for every process to read: an account's epochs below {@code
   * epoch}, or a session. Kept longer than any access token lives.
   */
  private static final Collection REVOCATIONS =
      TableDraft.of("revocations", "What access tokens open no more")
          .uuid("id")
          .text("kind")
          .uuid("subject")
          .whole("epoch")
          .moment("at")
          .index("at")
          .table();

  /** Mail and messages on their way; a row goes when it is sent. */
  private static final Collection OUTBOX =
      TableDraft.of("outbox", "Mail and messages on their way")
          .uuid("id", "account?")
          .text("kind", "template", "address", "language?")
          .json("data")
          .number("attempts")
          .moment("created_at", "due_at")
          .text("failure?")
          .index("due_at")
          .table();

  /** What happened, in order; rows are only added. Never holds a secret. */
  private static final Collection AUDIT =
      TableDraft.of("audit", "What happened to accounts")
          .uuid("id")
          .text("event")
          .uuid("account?", "actor?")
          .text("address", "agent")
          .json("data")
          .moment("at")
          .index("at")
          .index("account")
          .table();

  /** Seals that the database was served under, as {@link SealMark} makes ids of them. */
  private static final Collection SEALS =
      TableDraft.of("seals", "Seals that this database was served under")
          .uuid("id")
          .moment("created_at")
          .table();

  static final List<Collection> ALL =
      List.of(
          ACCOUNTS,
          IDENTITIES,
          SESSIONS,
          CODES,
          FLOWS,
          FACTORS,
          CHALLENGES,
          PASSKEYS,
          REVOCATIONS,
          OUTBOX,
          AUDIT,
          SEALS);
}
