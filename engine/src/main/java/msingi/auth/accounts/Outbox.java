package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.request.Contact;
import msingi.request.Visit;
import msingi.wire.Json;

/**
 * Puts mail and messages where whoever sends them finds them, in the transaction that wants them
 * sent.
 */
public final class Outbox {
  private static final Table.Change INSERT = Table.of("outbox").insert();

  private final Ground ground;

  public Outbox(Ground ground) {
    this.ground = ground;
  }

  /**
   * What is to be sent.
   *
   * @param template its name, such as {@code confirmation}
   * @param data what the template may say, JSON of one object
   */
  public record Message(UUID account, Contact contact, String template, String data) {}

  /**
   * What a template for a code may say, JSON of one object: {@code code}, {@code token}, {@code
   * type} as links spell it, {@code redirect} as it was asked for, {@code proof} where the link is
   * to answer with a code for the program that began.
   */
  public static String data(Codes.Made made, String type, String redirect, boolean proof) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("code", new Json.Text(made.digits()));
    members.put("token", new Json.Text(made.token()));
    members.put("type", new Json.Text(type));
    members.put("redirect", new Json.Text(redirect));
    members.put("proof", new Json.Bare(Boolean.toString(proof)));
    return JsonText.of(new Json.Members(members));
  }

  /** Adds a message that is due at once; answers its id. */
  public Future<UUID> add(Work work, Visit visit, Message message) {
    UUID id = ground.ids().uuid7();
    String kind =
        switch (message.contact().kind()) {
          case EMAIL -> "mail";
          case PHONE -> "sms";
        };
    return work.add(
            INSERT,
            Line.empty()
                .with("id", id)
                .with("account", message.account())
                .with("kind", kind)
                .with("template", message.template())
                .with("address", message.contact().text())
                .with("language", visit.language())
                .with("data", message.data())
                .with("attempts", 0)
                .with("created_at", ground.now())
                .with("due_at", ground.now()))
        .map(_ -> id);
  }
}
