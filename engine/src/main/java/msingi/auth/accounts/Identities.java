package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Issuers;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.expression.Value;
import msingi.request.Contact;
import msingi.wire.Json;

/**
 * Who says that an account is somebody. Linked by issuer and subject alone, never by an address.
 */
public final class Identities {
  private static final Table TABLE = Table.of("identities");
  private static final Table.Find FIND =
      TABLE.find(Condition.equal("issuer"), Condition.equal("subject"));
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Find OF = TABLE.list("id", Condition.equal("account"));
  private static final Table.Change SEEN =
      TABLE.update(
          List.of(
              Assignment.set("data"),
              Assignment.set("email"),
              Assignment.set("last_sign_in_at"),
              Assignment.set("updated_at")),
          Condition.equal("id"));
  private static final Table.Change PROVE =
      TABLE.update(
          List.of(Assignment.set("data"), Assignment.set("updated_at")), Condition.equal("id"));
  private static final Table.Change REMOVE =
      TABLE.delete(Condition.equal("id"), Condition.equal("account"));
  private static final Table.Change DROP =
      TABLE.delete(Condition.equal("account"), Condition.equal("issuer"));

  private final Ground ground;

  public Identities(Ground ground) {
    this.ground = ground;
  }

  /** The identity that an issuer knows under this subject. */
  public Future<Optional<Line>> find(Work work, String issuer, String subject) {
    return work.one(FIND, issuer, subject);
  }

  /** Adds an identity; fails with UNIQUE where another account has it. */
  public Future<Boolean> add(Work work, Line identity) {
    return work.add(INSERT, identity);
  }

  /** What makes an account known by an address of its own; the subject is the account itself. */
  Line drawn(UUID account, Newcomers.Newcomer newcomer) {
    return own(account, newcomer.contact(), newcomer.proven(), newcomer.now());
  }

  /** The same of an account that is there. */
  public Line own(UUID account, Contact contact, boolean proven, long now) {
    String kind = contact.kind().text();
    Map<String, Json> data = new LinkedHashMap<>();
    data.put("sub", new Json.Text(account.toString()));
    data.put(kind, new Json.Text(contact.text()));
    data.put("email_verified", truth(proven && contact.kind() == Contact.Kind.EMAIL));
    data.put("phone_verified", truth(proven && contact.kind() == Contact.Kind.PHONE));
    return Line.empty()
        .with("id", ground.ids().uuid7())
        .with("account", account)
        .with("issuer", kind)
        .with("subject", account.toString())
        .with("provider", kind)
        .with("email", contact.kind() == Contact.Kind.EMAIL ? contact.text() : "")
        .with("data", new Value.Json(JsonText.of(new Json.Members(data))))
        .moment("last_sign_in_at", now)
        .moment("created_at", now)
        .moment("updated_at", now);
  }

  /** All identities of an account, the oldest first. */
  public Future<List<Line>> of(Work work, UUID account) {
    return work.all(OF, account);
  }

  /** What an issuer said of somebody, as a row. */
  public Line said(UUID account, Issuers.Said said, String data, long now) {
    return Line.empty()
        .with("id", ground.ids().uuid7())
        .with("account", account)
        .with("issuer", said.issuer().issuer())
        .with("subject", said.subject())
        .with("provider", said.issuer().name())
        .with("email", said.text("email"))
        .with("data", new Value.Json(data))
        .moment("last_sign_in_at", now)
        .moment("created_at", now)
        .moment("updated_at", now);
  }

  /** The issuer said it again, maybe otherwise. */
  public Future<Long> seen(Work work, UUID id, Issuers.Said said, String data, long now) {
    return work.change(SEEN, new Value.Json(data), said.text("email"), now, now, id);
  }

  /** Somebody has proven the address by which an account is known. Waits. */
  void prove(Work work, UUID account, Contact.Kind kind, long now) {
    String proven = "{\"" + kind.text() + "_verified\":true}";
    for (Line each : of(work, account).await()) {
      if (each.text("issuer").equals(kind.text())) {
        String data = JsonText.merged(each.json("data"), proven);
        work.change(PROVE, new Value.Json(data), now, each.uuid("id")).await();
      }
    }
  }

  /** Removes one identity of an account; how many were there. */
  public Future<Long> remove(Work work, UUID account, UUID id) {
    return work.change(REMOVE, id, account);
  }

  /** Notes by which providers an account is known, from its identities. Waits. */
  public void noteProviders(Work work, Line account, long now) {
    UUID id = account.uuid("id");
    // As it is now: what somebody else just took from it must not come back.
    Line held = AccountRows.hold(work, id, now).await().orElse(account);
    List<String> names =
        of(work, id).await().stream().map(it -> it.text("provider")).distinct().toList();
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("provider", names.isEmpty() ? Json.Bare.NULL : new Json.Text(names.getFirst()));
    members.put("providers", JsonText.texts(names));
    String merged =
        JsonText.merged(held.json("app_metadata"), JsonText.of(new Json.Members(members)));
    AccountRows.describe(work, id, new Value.Json(merged), now).await();
  }

  /** Removes what an issuer says of an account. */
  public Future<Long> drop(Work work, UUID account, String issuer) {
    return work.change(DROP, account, issuer);
  }

  private static Json truth(boolean truth) {
    return new Json.Bare(Boolean.toString(truth));
  }
}
