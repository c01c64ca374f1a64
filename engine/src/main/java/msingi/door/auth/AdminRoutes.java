package msingi.door.auth;

import java.util.List;
import java.util.UUID;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.AccountWish;
import msingi.request.Administration;

/** The routes of administrators. */
final class AdminRoutes {
  private static final long USUAL_SIZE = 50;
  private static final long MOST_SIZE = 1_000;
  private static final long MOST_NUMBER = 1_000_000_000;
  private static final String ID = "id";
  private static final String USERS = "/admin/users";
  private static final String USER = USERS + "/{id}";

  static final List<Route> ALL =
      List.of(
          Route.post(
              "/invite",
              (fields, _) ->
                  new Administration.Invite(
                      Route.demanded(fields, "email"), fields.object("data"))),
          Route.post("/admin/generate_link", (fields, _) -> link(fields)),
          Route.get(USERS, query -> new Administration.ListAccounts(page(query))),
          Route.post(
              USERS, (fields, _) -> new Administration.MakeAccount(given(fields), wish(fields))),
          Route.get(USER, query -> new Administration.ReadAccount(query.id(ID))),
          new Route(
              "PUT",
              USER,
              true,
              (fields, query) -> new Administration.ChangeAccount(query.id(ID), wish(fields))),
          new Route(
              "DELETE",
              USER,
              true,
              (fields, query) ->
                  new Administration.RemoveAccount(
                      query.id(ID), fields.truth("should_soft_delete"))),
          Route.get(
              USER + "/factors", query -> new Administration.ListAccountFactors(query.id(ID))),
          delete(
              USER + "/factors/{factor}",
              query -> new Administration.RemoveAccountFactor(query.id(ID), query.id("factor"))),
          Route.get(
              USER + "/passkeys", query -> new Administration.ListAccountPasskeys(query.id(ID))),
          delete(
              USER + "/passkeys/{passkey}",
              query -> new Administration.RemoveAccountPasskey(query.id(ID), query.id("passkey"))),
          Route.get("/admin/audit", query -> new Administration.ReadAudit(page(query))));

  private AdminRoutes() {}

  private static Route delete(
      String template, java.util.function.Function<Query, Administration> reading) {
    return new Route("DELETE", template, false, (_, query) -> reading.apply(query));
  }

  private static Administration link(Fields fields) {
    return new Administration.MakeLink(
        Route.demanded(fields, "type"),
        Route.demanded(fields, "email"),
        fields.text("new_email"),
        fields.text("password"),
        fields.object("data"),
        fields.text("redirect_to"));
  }

  private static UUID given(Fields fields) {
    String text = fields.text(ID);
    return text.isEmpty() ? Administration.NONE : Query.id(ID, text);
  }

  private static AccountWish wish(Fields fields) {
    return new AccountWish(
        fields.text("email"),
        fields.text("phone"),
        fields.text("password"),
        fields.text("password_hash"),
        fields.truth("email_confirm"),
        fields.truth("phone_confirm"),
        ban(fields.text("ban_duration")),
        fields.text("role"),
        fields.object("app_metadata"),
        fields.object("user_metadata"));
  }

  private static AccountWish.Ban ban(String text) {
    return switch (text) {
      case "" -> new AccountWish.Ban.Same();
      case "none" -> new AccountWish.Ban.Lifted();
      case String duration -> new AccountWish.Ban.Lasting(Durations.seconds(duration));
    };
  }

  private static Administration.Page page(Query query) {
    if (!query.text("filter").isEmpty() || !query.text("query").isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "Filters of lists are not there yet").failure();
    }
    String after = query.text("after");
    return new Administration.Page(
        number(query, "page", 1, MOST_NUMBER),
        number(query, "per_page", USUAL_SIZE, MOST_SIZE),
        after.isEmpty() ? Administration.NONE : Query.id("after", after));
  }

  private static long number(Query query, String name, long usual, long most) {
    String text = query.text(name);
    if (text.isEmpty()) {
      return usual;
    }
    long number = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    if (number < 1 || number > most) {
      throw Problem.of(
              ErrorCode.VALIDATION,
              "Bad Pagination Parameters: " + name + " must be from 1 to " + most)
          .failure();
    }
    return number;
  }
}
