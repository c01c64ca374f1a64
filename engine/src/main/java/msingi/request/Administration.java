package msingi.request;

import java.util.UUID;

/**
 * What who runs the application may ask of accounts: steps about others, without their proof. Texts
 * are empty where the request left them out; JSON is text of one object.
 */
public sealed interface Administration extends Step {
  /** Stands where no id was given. */
  UUID NONE = new UUID(0, 0);

  @Override
  default Standing standing() {
    return Standing.SERVICE;
  }

  /**
   * Some of many, the newest first.
   *
   * @param number of the page, from 1 on; passed over where {@code after} is given
   * @param size the most rows
   * @param after the last row of the page before, or {@link #NONE}
   */
  record Page(long number, long size, UUID after) {
    /** Whether pages are turned by their last row, which is equally quick at any depth. */
    public boolean turned() {
      return !after.equals(NONE);
    }
  }

  /**
   * Makes an account for somebody and sends them a link.
   *
   * @param data user_metadata
   */
  record Invite(String email, String data) implements Administration {}

  /**
   * Makes the link that a mail would carry, and sends none.
   *
   * @param type signup, invite, magiclink, recovery, email_change_current or email_change_new
   * @param fresh the new address of a change
   * @param data user_metadata
   * @param redirect where the link is to lead in the end; empty for what the visit says
   */
  record MakeLink(
      String type, String email, String fresh, String password, String data, String redirect)
      implements Administration {
    @Override
    public String toString() {
      return "MakeLink[" + type + "]";
    }
  }

  /** Accounts. */
  record ListAccounts(Page page) implements Administration {}

  /** One account. */
  record ReadAccount(UUID id) implements Administration {}

  /**
   * Makes an account.
   *
   * @param id its id, or {@link #NONE} for a new one
   */
  record MakeAccount(UUID id, AccountWish wish) implements Administration {}

  /** Changes an account. */
  record ChangeAccount(UUID id, AccountWish wish) implements Administration {}

  /**
   * Removes an account.
   *
   * @param soft whether its id stays, and with it the application's rows
   */
  record RemoveAccount(UUID id, boolean soft) implements Administration {}

  /** The second factors of an account. */
  record ListAccountFactors(UUID account) implements Administration {}

  /** Takes a second factor from an account. */
  record RemoveAccountFactor(UUID account, UUID factor) implements Administration {}

  /** The passkeys of an account. */
  record ListAccountPasskeys(UUID account) implements Administration {}

  /** Takes a passkey from an account. */
  record RemoveAccountPasskey(UUID account, UUID passkey) implements Administration {}

  /** What happened to accounts. */
  record ReadAudit(Page page) implements Administration {}
}
