package msingi.door.auth;

import java.util.List;
import java.util.function.BiConsumer;
import msingi.request.Administration;
import msingi.request.Reply;
import msingi.wire.Output;

/** What administrators are answered, as JSON, member by member as GoTrue has them. */
final class AdminWire {
  private AdminWire() {}

  /** Users, some of all. */
  static Output users(Reply.Users users) {
    Output output = new Output(1_024).text("{\"users\":");
    each(users.persons(), output, (person, out) -> Wire.person(person, out));
    return output.text(",\"aud\":\"" + Wire.AUDIENCE + "\"}");
  }

  /** A link with the user whom it is for. */
  static Output link(Reply.Link link) {
    Output output = new Output(1_024).text("{\"action_link\":").quoted(link.address());
    output.text(",\"email_otp\":").quoted(link.digits());
    output.text(",\"hashed_token\":").quoted(link.token());
    output.text(",\"verification_type\":").quoted(link.type());
    output.text(",\"redirect_to\":").quoted(link.redirect());
    return Wire.members(link.person(), output.put(',')).put('}');
  }

  static Output factors(Reply.Factors factors) {
    return each(factors.factors(), new Output(512), (it, output) -> Wire.factor(it, output));
  }

  static Output entries(Reply.Entries entries) {
    return each(entries.entries(), new Output(1_024), AdminWire::entry);
  }

  private static void entry(Reply.Entry entry, Output output) {
    output.text("{\"id\":").quoted(entry.id().toString());
    output.text(",\"payload\":{\"action\":").quoted(entry.event());
    if (!entry.account().equals(Administration.NONE)) {
      output.text(",\"account_id\":").quoted(entry.account().toString());
    }
    if (!entry.actor().equals(Administration.NONE)) {
      output.text(",\"actor_id\":").quoted(entry.actor().toString());
    }
    Wire.given("user_agent", entry.agent(), output);
    output.text(",\"traits\":").text(entry.data()).put('}');
    output.text(",\"ip_address\":").quoted(entry.address());
    Wire.moment("created_at", entry.at(), output);
    output.put('}');
  }

  private static <T> Output each(List<T> all, Output output, BiConsumer<T, Output> writing) {
    output.put('[');
    for (int index = 0; index < all.size(); index++) {
      writing.accept(all.get(index), index > 0 ? output.put(',') : output);
    }
    return output.put(']');
  }

  /**
   * Where more is, as a {@code Link} header; empty where there is none. {@code page} comes first:
   * that is where the clients look for it.
   */
  static String more(String path, Reply.Window window) {
    Administration.Page page = window.page();
    String size = "&per_page=" + page.size();
    boolean follows = !window.last().equals(Administration.NONE);
    if (page.turned()) {
      return follows ? link(path + "?after=" + window.last() + size, "next") : "";
    }
    long last = Math.max(1, Math.ceilDiv(window.total(), page.size()));
    String end = link(path + "?page=" + last + size, "last");
    return page.number() < last
        ? link(path + "?page=" + (page.number() + 1) + size, "next") + ", " + end
        : end;
  }

  private static String link(String address, String relation) {
    return "<" + address + ">; rel=\"" + relation + "\"";
  }
}
