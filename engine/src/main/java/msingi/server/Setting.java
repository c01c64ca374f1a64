package msingi.server;

import java.util.Locale;

/**
 * Everything that can be configured besides the definition. The flag is the name in lower case with
 * hyphens ({@code --log-format}), the environment variable the name after {@code MSINGI_} ({@code
 * MSINGI_LOG_FORMAT}); a flag wins over the environment.
 */
public enum Setting {
  DEFINITION("folder or file of the definition", "."),
  STORE("where the data lives; wins over the definition's store", ""),
  HOST("address to listen on; 0.0.0.0 for all", "127.0.0.1"),
  PORT("port to listen on; 0 takes a free one", "8080"),
  EVENT_LOOPS("threads that serve connections; 0 takes one a core", "0"),
  ORIGINS(
      "web origins that browsers may call from, by commas; none means all, without cookies", ""),
  CONCURRENT("requests in work at once; beyond them 503", "4096"),
  SECRET("shared secret of tokens (HS256), 32 bytes at least", "", true),
  JWKS("key set of tokens: a file, an https address, or the JSON itself", ""),
  ISSUER("iss that tokens must have", ""),
  AUDIENCE("aud that tokens must have where they have one", ""),
  KEYS(
      "file of the keys that sign our own tokens; empty means beside the store or the definition",
      ""),
  KEYS_ALGORITHM("how the first of these keys signs: es256, rs256, eddsa", "es256"),
  PASSWORD_COST(
      "memory in MiB and passes of a password's hash, such as 46,1; auto finds about 200 ms",
      "auto"),
  PASSWORD_CONCURRENT(
      "passwords that are hashed at once; 0 leaves half of the cores to everything else", "0"),
  RATE_LIMITS("whether sign-ins, sign-ups, codes and messages are limited in number", "true"),
  AUDIT_DAYS("days that the audit of accounts is kept; 0 for ever", "365"),
  TRUSTED_PROXIES(
      "addresses and networks, by commas, whose X-Forwarded-For is believed; none means nobody's",
      ""),
  TLS_CERTIFICATE(
      "file of the certificate and those of its issuers, in PEM; makes the port one of https", ""),
  TLS_KEY("file of its private key, in PEM, without a passphrase", ""),
  TLS_LEAST("the oldest TLS that is spoken: 1.2, 1.3", "1.2"),
  REDIRECT_PORT("port without TLS that leads to MSINGI_PUBLIC_URL; 0 for none", "0"),
  ROLE_CLAIM("path of the claim that names the role, joined with dots", "role"),
  PUBLIC_URL(
      "where clients reach this server, such as https://api.example.org: every link in a mail begins"
          + " with it; empty means where it listens",
      ""),
  SMTP(
      "mail server: smtp://user:password@host:587 (STARTTLS), smtps://…:465, smtp://host:25?tls=none",
      ""),
  MAIL_FROM("sender of mail, such as Clinic <no-reply@clinic.example>", ""),
  SMS("address of the provider of text messages, called by HTTP", ""),
  SMS_METHOD("how it is called: POST, PUT, GET", "POST"),
  SMS_HEADERS("headers of the call, Name: value, separated by ;", "", true),
  SMS_BODY(
      "body of the call, with {{to}} and {{text}}, which are escaped by the Content-Type: JSON or form",
      "{\"to\":\"{{to}}\",\"text\":\"{{text}}\"}"),
  OUTBOUND(
      "hosts, addresses, networks, alone or with :port, by commas, that may be called though they"
          + " are private, by http, or on other ports than 443 and 8443",
      ""),
  TX_OVERRIDE("whether callers may end a write with tx=rollback", "false"),
  TARGET_NAMES(
      "whether filters may name an embed by its target though it has an alias: legacy, strict",
      "legacy"),
  ROOT_DOCUMENT("whether /rest/v1/ answers with its Swagger 2.0 document", "true"),
  GRAPHQL("whether /graphql/v1 answers", "true"),
  GRAPHQL_INTROSPECTION(
      "who may ask GraphQL for its schema: public, known (everybody but strangers), off", "known"),
  GRAPHQL_DOCUMENTS(
      "folder of *.graphql documents that are known before anybody sends them; empty means none",
      ""),
  GRAPHQL_PERSISTED_ONLY("whether GraphQL answers no documents but those of the folder", "false"),
  GRAPHQL_TOKENS("words, numbers, texts and signs that a document may have", "3000"),
  GRAPHQL_DEPTH("levels of fields, and of brackets, that a document may have", "32"),
  GRAPHQL_ALIASES("aliases that a document may have", "50"),
  GRAPHQL_FRAGMENTS("fragments and their uses that a document may have", "100"),
  GRAPHQL_DIRECTIVES("directives that a document may have", "100"),
  GRAPHQL_FIELDS("fields that a document may come to, fragments in their places", "2000"),
  GRAPHQL_COST("rows that the pages of an operation may come to, nested ones multiplied", "100000"),
  DOCS("whether /docs answers with the page to read and try the contract", "true"),
  MIGRATE("whether serve applies safe steps before it begins", "false"),
  LOG_FORMAT("text or json", "text"),
  LOG_ACCESS("whether each request is a line of the log", "true"),
  LOG_QUEUE("log lines that may wait to be written; more are dropped and counted", "8192"),
  METRICS("who may read /metrics: private (this machine, or a secret key), public, off", "private"),
  EXPORT_IDLE_SECONDS("how long the client of an export may take nothing, 90 at most", "30"),
  SPOOL("folder of temporary files for slow clients of exports; empty means the system's", ""),
  SPOOL_MIB("size of these files together; an export beyond it is cut off", "1024"),
  DRAIN_SECONDS("how long old requests may take at a swap and at the end", "30");

  private final String help;
  private final String otherwise;
  private final boolean secret;

  Setting(String help, String otherwise) {
    this(help, otherwise, false);
  }

  Setting(String help, String otherwise, boolean secret) {
    this.help = help;
    this.otherwise = otherwise;
    this.secret = secret;
  }

  /** The environment variable. */
  public String variable() {
    return "MSINGI_" + name();
  }

  /** The flag without its two hyphens. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is for. */
  public String help() {
    return help;
  }

  /** What holds when nobody says anything. */
  public String otherwise() {
    return otherwise;
  }

  /** Whether its value must not be shown. */
  public boolean secret() {
    return secret;
  }
}
