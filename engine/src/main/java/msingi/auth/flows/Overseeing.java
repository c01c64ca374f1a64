package msingi.auth.flows;

import java.util.List;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Listing;
import msingi.auth.accounts.Persons;
import msingi.auth.factors.PasskeyRows;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Administration;
import msingi.request.Person;
import msingi.request.Reply;

/** Shows accounts, what belongs to them, and what happened. */
final class Overseeing {
  private final Scene scene;

  Overseeing(Scene scene) {
    this.scene = scene;
  }

  Reply accounts(Administration.ListAccounts step) {
    Work work = scene.alone();
    Work.Counted found = found(work, Listing.ACCOUNTS, step.page());
    List<Person> persons = Persons.of(work, found.rows()).await();
    return new Reply.Users(persons, window(step.page(), found));
  }

  Reply audit(Administration.ReadAudit step) {
    Work.Counted found = found(scene.alone(), Listing.AUDIT, step.page());
    List<Reply.Entry> entries = found.rows().stream().map(Overseeing::entry).toList();
    return new Reply.Entries(entries, window(step.page(), found));
  }

  private static Work.Counted found(Work work, Listing listing, Administration.Page page) {
    return (page.turned()
            ? listing.after(work, page.after(), page.size())
            : listing.page(work, page.size(), (page.number() - 1) * page.size()))
        .await();
  }

  private static Reply.Window window(Administration.Page page, Work.Counted found) {
    boolean full = found.rows().size() == page.size();
    UUID last = full ? found.rows().getLast().uuid("id") : Administration.NONE;
    return new Reply.Window(page, found.total(), last);
  }

  private static Reply.Entry entry(Line row) {
    return new Reply.Entry(
        row.uuid("id"),
        row.text("event"),
        row.uuid("account"),
        row.uuid("actor"),
        row.text("address"),
        row.text("agent"),
        row.json("data"),
        row.moment("at"));
  }

  Reply account(Administration.ReadAccount step) {
    Work work = scene.alone();
    return new Reply.User(Persons.of(work, found(work, step.id())).await());
  }

  Reply factors(Administration.ListAccountFactors step) {
    Work work = scene.alone();
    found(work, step.account());
    return new Reply.Factors(Persons.factors(work, step.account()).await());
  }

  Reply passkeys(Administration.ListAccountPasskeys step) {
    Work work = scene.alone();
    found(work, step.account());
    return new Reply.Passkeys(
        PasskeyRows.of(work, step.account()).await().stream()
            .filter(PasskeyRows::passkey)
            .map(PasskeyRows::shown)
            .toList());
  }

  private static Line found(Work work, UUID id) {
    return AccountRows.find(work, id)
        .await()
        .orElseThrow(() -> Problem.of(ErrorCode.ACCOUNT_UNKNOWN).failure());
  }
}
