package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.request.Person;

/** Accounts as their owners and administrators see them: the one way that an account is shown. */
public final class Persons {
  private static final Table.Find IDENTITIES =
      Table.of("identities").list("id", Condition.equal("account"));
  private static final Table.Find FACTORS =
      Table.of("factors").list("id", Condition.equal("account"));

  private Persons() {}

  /** The person behind a row of accounts, with what belongs to it. */
  public static Future<Person> of(Work work, Line account) {
    Future<List<Line>> identities = work.all(IDENTITIES, account.uuid("id"));
    Future<List<Line>> factors = work.all(FACTORS, account.uuid("id"));
    return Future.all(identities, factors)
        .map(_ -> of(account, identities.result(), factors.result()));
  }

  /** The same with rows that are at hand. */
  public static Person of(Line account, List<Line> identities, List<Line> factors) {
    Map<Person.Moment, Long> moments = new EnumMap<>(Person.Moment.class);
    for (Person.Moment moment : Person.Moment.values()) {
      if (account.happened(moment.text())) {
        moments.put(moment, account.moment(moment.text()));
      }
    }
    return new Person(
        account.uuid("id"),
        account.text("role"),
        account.text("email"),
        account.text("phone"),
        account.text("new_email"),
        account.text("new_phone"),
        moments,
        account.json("app_metadata"),
        account.json("user_metadata"),
        identities.stream().map(Persons::identity).toList(),
        factors.stream().map(Persons::factor).toList(),
        account.truth("anonymous"));
  }

  private static Person.Identity identity(Line row) {
    return new Person.Identity(
        row.uuid("id"),
        row.uuid("account"),
        row.text("subject"),
        row.text("provider"),
        row.text("email"),
        row.json("data"),
        row.moment("last_sign_in_at"),
        row.moment("created_at"),
        row.moment("updated_at"));
  }

  /** A second factor as its owner sees it. */
  public static Person.Factor factor(Line row) {
    return new Person.Factor(
        row.uuid("id"),
        row.text("name"),
        row.text("kind"),
        row.text("status"),
        row.text("phone"),
        row.moment("created_at"),
        row.moment("updated_at"),
        row.moment("last_challenged_at"));
  }
}
