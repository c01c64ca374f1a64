package msingi.auth.accounts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Revocations;
import msingi.base.Deadline;
import msingi.request.Credentials;
import msingi.request.Visit;
import msingi.wire.Json;

/**
 * People of access cases: accounts that sign in without being asked anything, so that a case asks
 * by a real token. For databases that are thrown away.
 */
public final class Actors {
  private static final long MILLIS = 30_000;

  private final Ground ground;

  public Actors(Ground ground) {
    this.ground = ground;
  }

  /**
   * Somebody of a case.
   *
   * @param email a proven address, or empty
   * @param roles application roles
   */
  public record Actor(UUID id, String email, List<String> roles, boolean anonymous) {
    public Actor {
      roles = List.copyOf(roles);
    }
  }

  /** Makes the account, with its row in the application's users, and signs it in. Waits. */
  public String token(Actor actor) {
    Deadline deadline = Deadline.after(MILLIS, ground.time());
    Visit visit = new Visit(Credentials.NONE, "", "", "", "", deadline, false);
    Revocations.Notice notice = ground.revocations().notice();
    Sessions sessions = new Sessions(ground);
    return ground.together(
        deadline,
        work -> {
          Line account =
              new Newcomers(ground)
                  .makeActor(
                      work, actor.id(), actor.email(), metadata(actor.roles()), actor.anonymous());
          Sessions.Method method =
              actor.anonymous() ? Sessions.Method.ANONYMOUS : Sessions.Method.PASSWORD;
          Line session = sessions.begin(work, visit, actor.id(), method, notice);
          return sessions.tokens(work, account, session).accessToken();
        });
  }

  private static String metadata(List<String> roles) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("roles", JsonText.texts(roles));
    return JsonText.of(new Json.Members(members));
  }
}
