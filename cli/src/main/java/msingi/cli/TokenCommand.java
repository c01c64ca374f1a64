package msingi.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.auth.TokenMaker;
import msingi.auth.TokenRules;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a token for trying things out. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description =
        "Make a test token (HS256); needs auth.secret in the definition or MSINGI_SECRET.",
    footer = {
      "",
      "Examples:",
      "  msingi token --uid 0190a000-0000-7000-8000-000000000001 --roles nurse",
      "  curl -H \"Authorization: Bearer $(msingi token --uid ...)\" http://127.0.0.1:8080/..."
    })
final class TokenCommand extends FolderCommand {
  @Option(names = "--uid", paramLabel = "UUID", description = "sub: whom it stands for")
  private String uid = "";

  @Option(names = "--role", description = "anon, authenticated or service_role (authenticated)")
  private String role = "authenticated";

  @Option(names = "--roles", split = ",", description = "application roles, by commas")
  private List<String> roles = new ArrayList<>();

  @Option(names = "--minutes", paramLabel = "N", description = "how long it holds (60)")
  private int minutes = 60;

  @Option(names = "--claim", paramLabel = "NAME=TEXT", description = "a further claim")
  private Map<String, String> claims = new LinkedHashMap<>();

  TokenCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    TokenRules rules = configuration(Map.of()).tokens(app().settings().auth());
    for (TokenRules.Source source : rules.sources()) {
      if (source instanceof TokenRules.Source.Shared shared) {
        TokenMaker.Wish wish =
            new TokenMaker.Wish(
                role,
                uid,
                roles,
                rules.audience(),
                rules.issuer(),
                Duration.ofMinutes(minutes),
                Map.copyOf(claims));
        screen().say(new TokenMaker(shared.secret(), Time.SYSTEM).token(wish));
        return Main.OK;
      }
    }
    throw Problem.of(ErrorCode.CONFIGURATION, "There is no secret to sign tokens with")
        .withHint("Set auth.secret in the definition, or MSINGI_SECRET: 32 bytes or more.")
        .failure();
  }
}
