package msingi.auth.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.auth.Issuers;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.expression.Value;
import msingi.request.Contact;
import msingi.request.Person;
import msingi.wire.Json;

/**
 * Makes accounts, each with its identity and its row in the application's users. One that is only
 * pretended is drawn by the same hand, so that nobody can tell it from one that was made.
 */
public final class Newcomers {
  private static final String ROLE = "authenticated";

  private final Ground ground;
  private final Identities identities;
  private final UserRows users;

  public Newcomers(Ground ground) {
    this.ground = ground;
    this.identities = new Identities(ground);
    this.users = new UserRows(ground.app());
  }

  /**
   * What is known of somebody new.
   *
   * @param contact normalised
   * @param password a hash, or empty
   * @param data user_metadata, JSON of one object or empty
   * @param proven whether the address counts as theirs
   * @param now the moment of all of it, in microseconds since 1970
   */
  public record Newcomer(Contact contact, String password, String data, boolean proven, long now) {}

  /** Makes an account that is known by an address. Waits; fails with UNIQUE where it has one. */
  public Line make(Work work, Newcomer newcomer) {
    Line account = drawn(newcomer);
    make(work, account);
    identities.add(work, identities.drawn(account.uuid("id"), newcomer)).await();
    return account;
  }

  /** Makes an account that nobody is known to own. Waits. */
  public Line makeAnonymous(Work work, String data) {
    Line account =
        blank(data, ground.now())
            .with("app_metadata", new Value.Json("{}"))
            .with("anonymous", true);
    make(work, account);
    return account;
  }

  /**
   * A row of somebody new, not made yet, whom an administrator makes.
   *
   * @param providers by what they are known
   * @param appMetadata members to lay over what the server says, or empty
   */
  public Line blank(UUID id, List<String> providers, String appMetadata, String data) {
    String own = JsonText.of(new Json.Members(provider(providers)));
    return blank(data, ground.now())
        .with("id", id)
        .with("app_metadata", new Value.Json(JsonText.merged(own, appMetadata)));
  }

  /**
   * Makes an account for somebody whom an issuer knows. Waits; fails with UNIQUE where the address
   * or the identity belongs to somebody.
   *
   * @param email an address that counts as theirs, normalised; or empty
   * @param data what the issuer says of them, JSON of one object
   */
  public Line makeSaid(Work work, Issuers.Said said, String email, String data) {
    long now = ground.now();
    Line account =
        blank(data, now)
            .with("app_metadata", new Value.Json(provider(said.issuer().name())))
            .with("email", email);
    Line whole = email.isEmpty() ? account : account.moment("email_confirmed_at", now);
    make(work, whole);
    identities.add(work, identities.said(whole.uuid("id"), said, data, now)).await();
    return whole;
  }

  /** Makes an account that a case needs: with this id, and what the server says of it. Waits. */
  Line makeActor(Work work, UUID id, String email, String metadata, boolean anonymous) {
    long now = ground.now();
    Line account =
        blank("", now)
            .with("id", id)
            .with("email", email)
            .with("app_metadata", new Value.Json(metadata))
            .with("anonymous", anonymous);
    Line whole = email.isEmpty() ? account : account.moment("email_confirmed_at", now);
    make(work, whole);
    return whole;
  }

  /** Makes an account of a row, and its row in the application's users. Waits. */
  public void make(Work work, Line account) {
    AccountRows.add(work, account).await();
    users.add(work, account.uuid("id"), account.moment("created_at")).await();
  }

  /**
   * Removes an account, and its row in the application's users. Waits.
   *
   * @throws msingi.error.Failure REFERENCE where rows of the application still need that row
   */
  public void remove(Work work, UUID account) {
    users.remove(work, account).await();
    AccountRows.remove(work, account).await();
  }

  /** Somebody who was not made, as they would be answered had they been. */
  public Person pretended(Newcomer newcomer) {
    Line account = drawn(newcomer);
    return Persons.of(
        account.moment("confirmation_sent_at", newcomer.now()),
        List.of(identities.drawn(account.uuid("id"), newcomer)),
        List.of());
  }

  private Line drawn(Newcomer newcomer) {
    Contact contact = newcomer.contact();
    Line account =
        blank(newcomer.data(), newcomer.now())
            .with("app_metadata", new Value.Json(provider(contact.kind().text())))
            .with("password", newcomer.password())
            .with(contact.kind().text(), contact.text());
    return newcomer.proven()
        ? account.moment(contact.kind().text() + "_confirmed_at", newcomer.now())
        : account;
  }

  private Line blank(String data, long now) {
    UUID id = ground.ids().uuid7();
    return Line.empty()
        .with("id", id)
        .with("epoch", 0)
        .with("role", ROLE)
        .with("user_metadata", new Value.Json(JsonText.merged("", data)))
        .with("anonymous", false)
        .moment("created_at", now)
        .moment("updated_at", now);
  }

  /** What the server says of somebody who is known by this provider alone. */
  public static String provider(String name) {
    return JsonText.of(new Json.Members(provider(List.of(name))));
  }

  private static Map<String, Json> provider(List<String> names) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("provider", new Json.Text(names.getFirst()));
    members.put("providers", JsonText.texts(names));
    return members;
  }
}
