package msingi.auth.flows;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Revocations;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Addresses;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Codes;
import msingi.auth.accounts.JsonText;
import msingi.auth.accounts.Redirects;
import msingi.auth.accounts.Sessions;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Contact;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.wire.Json;

/**
 * Takes one-time codes: typed, or carried by a link. A code is used up by one conditional update in
 * the transaction that acts on it.
 */
final class Verifying {
  private static final String PROVING = "pkce_";
  private static final String HALF =
      "Confirmation link accepted. Please proceed to confirm link sent to the other email";

  private final Scene scene;

  Verifying(Scene scene) {
    this.scene = scene;
  }

  /** What came of a code. */
  private sealed interface Outcome {}

  /** The person is signed in. */
  private record SignedIn(Reply.SignedIn tokens) implements Outcome {}

  /** The program that began exchanges a code of its own. */
  private record Exchanged(String code) implements Outcome {}

  /** There is a second proof to wait for. */
  private record Half() implements Outcome {}

  /** Typed, or posted by a program that has the link's token. */
  Reply run(Step.Verify step) {
    List<Codes.Kind> kinds = kinds(step.type());
    if (step.hash().isEmpty() == step.token().isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "Verify requires either a token or a token hash")
          .failure();
    }
    Outcome outcome = step.hash().isEmpty() ? typed(step, kinds) : carried(step.hash(), kinds);
    return switch (outcome) {
      case SignedIn it -> it.tokens();
      case Exchanged _, Half _ ->
          new Reply.Document("{\"msg\":\"" + HALF + "\",\"code\":\"200\"}", 0);
    };
  }

  private Outcome typed(Step.Verify step, List<Codes.Kind> kinds) {
    Contact contact = Addresses.normal(step.contact());
    for (Codes.Kind kind : kinds) {
      Optional<String> token =
          scene.codes().typed(scene.alone(), kind, contact.text(), step.token());
      Optional<Outcome> outcome = token.flatMap(it -> used(it, List.of(kind), false));
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    failed(step.type(), contact.text());
    Evenness.keep(scene);
    throw Problem.of(ErrorCode.CODE_EXPIRED).failure();
  }

  private Outcome carried(String token, List<Codes.Kind> kinds) {
    return carried(token, kinds, false);
  }

  private Outcome carried(String token, List<Codes.Kind> kinds, boolean exchanged) {
    String bare = token.startsWith(PROVING) ? token.substring(PROVING.length()) : token;
    Optional<Outcome> outcome = used(bare, kinds, exchanged);
    return outcome.orElseThrow(() -> {
      failed(kinds.getFirst().text(), "");
      return Problem.of(ErrorCode.CODE_EXPIRED, "Email link is invalid or has expired").failure();
    });
  }

  /** What comes of a token that is used up now; nothing where it was, is over or unknown. */
  private Optional<Outcome> used(String token, List<Codes.Kind> kinds, boolean exchanged) {
    return scene.together((work, notice) -> {
      for (Codes.Kind kind : kinds) {
        Optional<Line> used = scene.codes().consume(work, kind, token).await();
        if (used.isPresent()) {
          return Optional.of(proven(work, notice, used.get(), exchanged));
        }
      }
      return Optional.empty();
    });
  }

  /** Notes a code that opened nothing: whose it was to be is not known for certain. Waits. */
  private void failed(String type, String whose) {
    String data = "\"type\":" + JsonText.of(new Json.Text(type));
    scene
        .audit()
        .noteFailure(
            scene.alone(), scene.visit(), Audit.Event.CODE_FAILED, Line.NOBODY, whose, data)
        .await();
  }

  /** A link that a browser followed: always leads somewhere. */
  Reply link(Step.FollowLink step) {
    String to = scene.redirect();
    try {
      return new Reply.Redirect(
          switch (carried(step.token(), kinds(step.type()), true)) {
            case SignedIn it -> Redirects.fragment(to, tokens(it.tokens(), step.type()));
            case Exchanged it -> Redirects.query(to, "code=" + encoded(it.code()));
            case Half _ -> Redirects.fragment(to, "message=" + encoded(HALF) + "&sb=");
          });
    } catch (Failure failure) {
      if (failure.problem().status() >= 500) {
        throw failure;
      }
      String error = error(failure.problem());
      String shown = step.token().startsWith(PROVING) ? Redirects.query(to, error) : to;
      return new Reply.Redirect(Redirects.fragment(shown, error + "&sb="));
    }
  }

  private static String tokens(Reply.SignedIn session, String type) {
    return "access_token="
        + encoded(session.accessToken())
        + "&expires_at="
        + session.expires()
        + "&expires_in="
        + session.lifetime()
        + "&refresh_token="
        + encoded(session.refreshToken())
        + "&token_type=bearer&type="
        + encoded(type)
        + "&sb=";
  }

  private static String error(Problem problem) {
    return "error=access_denied&error_code="
        + encoded(problem.code().code())
        + "&error_description="
        + encoded(problem.message());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<Codes.Kind> kinds(String type) {
    return switch (type) {
      case "signup" -> List.of(Codes.Kind.SIGN_UP, Codes.Kind.MAGIC_LINK);
      case "invite" -> List.of(Codes.Kind.INVITE);
      case "magiclink" -> List.of(Codes.Kind.MAGIC_LINK, Codes.Kind.SIGN_UP);
      case "recovery" -> List.of(Codes.Kind.RECOVERY);
      case "email" -> List.of(Codes.Kind.SIGN_UP, Codes.Kind.MAGIC_LINK, Codes.Kind.INVITE);
      case "email_change" -> List.of(Codes.Kind.EMAIL_CHANGE_CURRENT, Codes.Kind.EMAIL_CHANGE_NEW);
      case "sms" -> List.of(Codes.Kind.PHONE_SIGN_UP, Codes.Kind.MAGIC_LINK);
      case "phone_change" -> List.of(Codes.Kind.PHONE_CHANGE);
      default -> throw Problem.of(ErrorCode.VALIDATION, "Invalid verification type").failure();
    };
  }

  /** What a code that this transaction used up puts into force. Waits. */
  private Outcome proven(Work work, Revocations.Notice notice, Line code, boolean exchanged) {
    UUID id = code.uuid("account");
    Line account =
        AccountRows.find(work, id)
            .await()
            .orElseThrow(() -> Problem.of(ErrorCode.CODE_EXPIRED).failure());
    if (AccountRows.banned(account, scene.now())) {
      throw Problem.of(ErrorCode.ACCOUNT_BANNED).failure();
    }
    Codes.Kind kind = Codes.Kind.of(code.text("kind"));
    boolean whole =
        switch (kind) {
          case SIGN_UP, PHONE_SIGN_UP, MAGIC_LINK, RECOVERY, INVITE ->
              first(work, notice, account, code);
          case EMAIL_CHANGE_CURRENT, EMAIL_CHANGE_NEW, PHONE_CHANGE ->
              new Changing(scene).run(work, account, code, kind);
          case REAUTHENTICATION -> throw Problem.of(ErrorCode.CODE_EXPIRED).failure();
        };
    scene.note(work, Audit.Event.CONFIRMED, id);
    if (!whole) {
      return new Half();
    }
    UUID flow = code.uuid("flow");
    if (exchanged && !flow.equals(Line.NOBODY)) {
      String given =
          scene
              .flows()
              .proven(work, flow, id)
              .await()
              .orElseThrow(() -> Problem.of(ErrorCode.FLOW_EXPIRED).failure());
      return new Exchanged(given);
    }
    Line session = scene.sessions().begin(work, scene.visit(), id, method(kind), notice);
    scene.note(work, Audit.Event.SIGNED_IN, id);
    Line fresh = AccountRows.find(work, id).await().orElse(account);
    return new SignedIn(scene.sessions().tokens(work, fresh, session));
  }

  /** The first proof of an address drops what others may have put there before. */
  private boolean first(Work work, Revocations.Notice notice, Line account, Line code) {
    Contact.Kind contact =
        code.text("address").indexOf('@') >= 0 ? Contact.Kind.EMAIL : Contact.Kind.PHONE;
    if (!AccountRows.confirmed(account, contact)) {
      var pending = JsonText.members(code.json("data"));
      String password = pending.get("password") instanceof Json.Text(String hash) ? hash : "";
      String data = pending.get("data") instanceof Json.Members it ? JsonText.of(it) : "";
      scene.proofs().first(work, notice, account, contact, password, data);
    }
    return true;
  }

  private static Sessions.Method method(Codes.Kind kind) {
    return switch (kind) {
      case SIGN_UP -> Sessions.Method.EMAIL_SIGN_UP;
      case INVITE -> Sessions.Method.INVITE;
      case MAGIC_LINK -> Sessions.Method.MAGIC_LINK;
      case RECOVERY -> Sessions.Method.RECOVERY;
      case EMAIL_CHANGE_CURRENT, EMAIL_CHANGE_NEW -> Sessions.Method.EMAIL_CHANGE;
      case PHONE_SIGN_UP, PHONE_CHANGE, REAUTHENTICATION -> Sessions.Method.CODE;
    };
  }
}
