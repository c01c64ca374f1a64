package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Condition;
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

  /** Removes what an issuer says of an account. */
  public Future<Long> drop(Work work, UUID account, String issuer) {
    return work.change(DROP, account, issuer);
  }

  private static Json truth(boolean truth) {
    return new Json.Bare(Boolean.toString(truth));
  }
}
