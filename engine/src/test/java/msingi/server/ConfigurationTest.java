package msingi.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import msingi.auth.TokenRules;
import msingi.definition.AccountSettings;
import msingi.definition.Settings;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final String GOLDEN =
      """
      definition = .   # default, MSINGI_DEFINITION
      store =    # default, MSINGI_STORE
      host = 127.0.0.1   # default, MSINGI_HOST
      port = 8080   # default, MSINGI_PORT
      event-loops = 0   # default, MSINGI_EVENT_LOOPS
      origins =    # default, MSINGI_ORIGINS
      concurrent = 4096   # default, MSINGI_CONCURRENT
      secret =    # default, MSINGI_SECRET
      jwks =    # default, MSINGI_JWKS
      issuer =    # default, MSINGI_ISSUER
      audience =    # default, MSINGI_AUDIENCE
      keys =    # default, MSINGI_KEYS
      keys-algorithm = es256   # default, MSINGI_KEYS_ALGORITHM
      password-cost = auto   # default, MSINGI_PASSWORD_COST
      password-concurrent = 0   # default, MSINGI_PASSWORD_CONCURRENT
      rate-limits = true   # default, MSINGI_RATE_LIMITS
      audit-days = 365   # default, MSINGI_AUDIT_DAYS
      trusted-proxies =    # default, MSINGI_TRUSTED_PROXIES
      tls-certificate =    # default, MSINGI_TLS_CERTIFICATE
      tls-key =    # default, MSINGI_TLS_KEY
      tls-least = 1.2   # default, MSINGI_TLS_LEAST
      redirect-port = 0   # default, MSINGI_REDIRECT_PORT
      role-claim = role   # default, MSINGI_ROLE_CLAIM
      public-url =    # default, MSINGI_PUBLIC_URL
      smtp =    # default, MSINGI_SMTP
      mail-from =    # default, MSINGI_MAIL_FROM
      sms =    # default, MSINGI_SMS
      sms-method = POST   # default, MSINGI_SMS_METHOD
      sms-headers =    # default, MSINGI_SMS_HEADERS
      sms-body = {"to":"{{to}}","text":"{{text}}"}   # default, MSINGI_SMS_BODY
      outbound =    # default, MSINGI_OUTBOUND
      tx-override = false   # default, MSINGI_TX_OVERRIDE
      target-names = legacy   # default, MSINGI_TARGET_NAMES
      root-document = true   # default, MSINGI_ROOT_DOCUMENT
      graphql = true   # default, MSINGI_GRAPHQL
      graphql-introspection = known   # default, MSINGI_GRAPHQL_INTROSPECTION
      graphql-documents =    # default, MSINGI_GRAPHQL_DOCUMENTS
      graphql-persisted-only = false   # default, MSINGI_GRAPHQL_PERSISTED_ONLY
      graphql-tokens = 3000   # default, MSINGI_GRAPHQL_TOKENS
      graphql-depth = 32   # default, MSINGI_GRAPHQL_DEPTH
      graphql-aliases = 50   # default, MSINGI_GRAPHQL_ALIASES
      graphql-fragments = 100   # default, MSINGI_GRAPHQL_FRAGMENTS
      graphql-directives = 100   # default, MSINGI_GRAPHQL_DIRECTIVES
      graphql-fields = 2000   # default, MSINGI_GRAPHQL_FIELDS
      graphql-cost = 100000   # default, MSINGI_GRAPHQL_COST
      docs = true   # default, MSINGI_DOCS
      migrate = false   # default, MSINGI_MIGRATE
      log-format = text   # default, MSINGI_LOG_FORMAT
      log-access = true   # default, MSINGI_LOG_ACCESS
      log-queue = 8192   # default, MSINGI_LOG_QUEUE
      metrics = private   # default, MSINGI_METRICS
      export-idle-seconds = 30   # default, MSINGI_EXPORT_IDLE_SECONDS
      spool =    # default, MSINGI_SPOOL
      spool-mib = 1024   # default, MSINGI_SPOOL_MIB
      drain-seconds = 30   # default, MSINGI_DRAIN_SECONDS
      """;

  @Test
  void whatHoldsWhenNobodySaysAnything() {
    Configuration configuration = Configuration.of(Map.of(), Map.of());
    assertThat(configuration.dump()).isEqualTo(GOLDEN);
    assertThat(configuration.tokens().sources()).isEmpty();
    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void flagsWinOverTheEnvironmentAndSecretsAreMasked() {
    String secret = "0123456789abcdef0123456789abcdef";
    Configuration configuration =
        Configuration.of(
            Map.of("port", "9000"),
            Map.of(
                "MSINGI_PORT",
                "9001",
                "MSINGI_SECRET",
                secret,
                "MSINGI_STORE",
                "postgresql://app:hunter2@db/clinic"));
    assertThat(configuration.listen().port()).isEqualTo(9000);
    assertThat(configuration.tokens().sources())
        .singleElement()
        .isInstanceOf(TokenRules.Source.Shared.class);
    assertThat(configuration.dump())
        .contains("port = 9000   # flag")
        .contains("secret = ***   # environment")
        .contains("store = postgresql://app:***@db/clinic")
        .doesNotContain(secret, "hunter2");
  }

  @Test
  void theDefinitionSpeaksWhereNothingElseWasSaid() {
    String secret = "0123456789abcdef0123456789abcdef";
    Configuration silent = Configuration.of(Map.of(), Map.of());
    assertThat(
            silent
                .tokens(new Settings.Auth(secret, "", "us", "me", AccountSettings.DEFAULT))
                .sources())
        .hasSize(1);
    assertThat(
            silent
                .tokens(new Settings.Auth("", "", "us", "me", AccountSettings.DEFAULT))
                .audience())
        .isEqualTo("me");
    Configuration spoken = Configuration.of(Map.of("audience", "you"), Map.of());
    assertThat(
            spoken
                .tokens(new Settings.Auth("", "", "us", "me", AccountSettings.DEFAULT))
                .audience())
        .isEqualTo("you");
  }

  @Test
  void allMistakesAtOnce() {
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () ->
                Configuration.of(
                    Map.of("port", "eighty", "log-access", "yes", "metrics", "all"),
                    Map.of("MSINGI_SECRET", "short", "MSINGI_JWKS", "http://keys.example/jwks")));
    assertThat(failure.problem().code()).isEqualTo(ErrorCode.CONFIGURATION);
    assertThat(failure.problem().message())
        .contains(
            "MSINGI_PORT must be a number from 0 to 65535",
            "MSINGI_LOG_ACCESS must be true or false",
            "MSINGI_METRICS must be one of private, public, off",
            "5 bytes");
    Failure plain =
        catchThrowableOfType(
            Failure.class,
            () -> Configuration.of(Map.of(), Map.of("MSINGI_JWKS", "http://keys.example/jwks")));
    assertThat(plain.problem().message()).contains("must begin with https://");
  }

  @Test
  void unknownVariablesWarnWithTheNearestName() {
    Configuration configuration =
        Configuration.of(Map.of(), Map.of("MSINGI_PROT", "1", "MSINGI_JVM", "-Xmx1g", "PATH", "/"));
    assertThat(configuration.warnings())
        .singleElement()
        .asString()
        .contains("MSINGI_PROT", "MSINGI_PORT");
  }

  @Test
  void whoSendsMailIsToldThatItsLinksLeadNowhere() {
    Map<String, String> mail =
        Map.of("MSINGI_SMTP", "smtps://mail.example", "MSINGI_MAIL_FROM", "a@mail.example");
    String here = "http://localhost:9000";
    assertThat(Configuration.of(Map.of(), mail).advice(here))
        .hasValueSatisfying(it -> assertThat(it).contains("MSINGI_PUBLIC_URL", here));
    Map<String, String> reached = Map.of("public-url", "https://api.example.org");
    assertThat(Configuration.of(reached, mail).advice(here)).isEmpty();
    assertThat(Configuration.of(Map.of(), Map.of()).advice(here)).isEmpty();
  }

  @Test
  void whoListensEverywhereIsAtThisMachineForPeople() {
    assertThat(Configuration.of(Map.of("host", "0.0.0.0"), Map.of()).listen().address(9000))
        .isEqualTo("http://localhost:9000");
    assertThat(Configuration.of(Map.of("host", "::1"), Map.of()).listen().address(9000))
        .isEqualTo("http://[::1]:9000");
  }

  @Test
  void theDocumentNamesEverySetting() throws Exception {
    String page =
        Files.readString(Path.of(System.getProperty("msingi.root"), "docs", "operations.md"));
    for (Setting setting : Setting.values()) {
      String otherwise = setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`";
      assertThat(page)
          .contains(
              "| `" + setting.variable() + "` | " + otherwise + " | " + setting.help() + " |");
    }
  }

  @Test
  void waysOutAreReadAndPasswordsMasked() {
    Configuration configuration =
        Configuration.of(
            Map.of(),
            Map.of(
                "MSINGI_PUBLIC_URL", "https://api.example.org/",
                "MSINGI_SMTP", "smtps://u:hidden@mail.example.org",
                "MSINGI_MAIL_FROM", "Clinic <no-reply@clinic.example>",
                "MSINGI_SMS", "https://sms.example.org/send",
                "MSINGI_SMS_HEADERS", "apiKey: hidden; Content-Type: application/json"));
    assertThat(configuration.routes().address()).isEqualTo("https://api.example.org");
    assertThat(configuration.dump()).doesNotContain("hidden");
    assertThat(configuration.routes().toString()).doesNotContain("hidden");
  }

  @Test
  void waysOutThatMeanNothingAreMistakes() {
    assertThatThrownBy(() ->
            Configuration.of(
                Map.of(),
                Map.of(
                    "MSINGI_PUBLIC_URL", "api.example.org",
                    "MSINGI_SMTP", "smtp://u:hidden@mail.example.org",
                    "MSINGI_SMS", "http://sms.example.org/send",
                    "MSINGI_SMS_BODY", "{{to}}",
                    "MSINGI_SMS_METHOD", "BREW",
                    "MSINGI_SMS_HEADERS", "no header")))
        .isInstanceOfSatisfying(
            Failure.class,
            it ->
                assertThat(it.problem().message())
                    .contains(
                        "MSINGI_PUBLIC_URL must be such as",
                        "MSINGI_MAIL_FROM: not an address of mail",
                        "MSINGI_SMS: The address",
                        "MSINGI_SMS_BODY must hold",
                        "MSINGI_SMS_METHOD must be",
                        "MSINGI_SMS_HEADERS must be")
                    .doesNotContain("hidden"));
  }
}
