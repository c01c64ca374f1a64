package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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

  private static final Table.Find IDENTITIES_FROM_TO = fromTo("identities");
  private static final Table.Find FACTORS_FROM_TO = fromTo("factors");

  /** More than accounts of one page have together. */
  private static final long MOST = 100_000;

  private Persons() {}

  private static Table.Find fromTo(String table) {
    return Table.of(table).list("account", Condition.least("account"), Condition.most("account"));
  }

  /**
   * The persons behind rows of accounts that follow each other by their ids.
   *
   * @param accounts in descending order
   */
  public static Future<List<Person>> of(Work work, List<Line> accounts) {
    if (accounts.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    UUID least = accounts.getLast().uuid("id");
    UUID most = accounts.getFirst().uuid("id");
    Future<List<Line>> identities = work.page(IDENTITIES_FROM_TO, MOST, 0, least, most);
    Future<List<Line>> factors = work.page(FACTORS_FROM_TO, MOST, 0, least, most);
    return Future.all(identities, factors)
        .map(_ -> {
          Map<UUID, List<Line>> whose = byAccount(identities.result());
          Map<UUID, List<Line>> theirs = byAccount(factors.result());
          return accounts.stream()
              .map(it ->
                  of(
                      it,
                      whose.getOrDefault(it.uuid("id"), List.of()),
                      theirs.getOrDefault(it.uuid("id"), List.of())))
              .toList();
        });
  }

  /** Rows by their account, in the order of their ids. */
  private static Map<UUID, List<Line>> byAccount(List<Line> rows) {
    return rows.stream()
        .sorted(Comparator.comparing(it -> it.uuid("id").toString()))
        .collect(Collectors.groupingBy(it -> it.uuid("account")));
  }

  /** The second factors of an account. */
  public static Future<List<Person.Factor>> factors(Work work, UUID account) {
    return work.all(FACTORS, account).map(rows -> rows.stream().map(Persons::factor).toList());
  }

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
        JsonText.plain(account.json("app_metadata")),
        JsonText.plain(account.json("user_metadata")),
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
        JsonText.plain(row.json("data")),
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
