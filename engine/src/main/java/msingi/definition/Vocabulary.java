package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import msingi.definition.Shape.Either;
import msingi.definition.Shape.Items;
import msingi.definition.Shape.Keywords;
import msingi.definition.Shape.Named;
import msingi.definition.Shape.Simple;
import msingi.definition.Shape.Words;

/**
 * Every keyword of the language, where it stands and what it takes: the one source for the reader
 * and for the schema that editors use.
 */
final class Vocabulary {
  private Vocabulary() {}

  /** A kind of mapping with fixed keywords. */
  enum Section {
    APPLICATION,
    TYPE,
    COLLECTION,
    FIELD,
    DEFAULT,
    THROUGH,
    LINKS,
    RELATION,
    VIEW,
    WRITES,
    CONSTRAINT,
    COMPUTED,
    SEARCH,
    CHECK,
    ACCESS,
    FIELD_ACCESS,
    FUNCTION,
    ARGUMENT,
    BODY,
    FORM,
    LIMITS,
    AUTH,
    PASSWORDS,
    SESSIONS,
    CODES,
    FACTORS,
    PASSKEYS,
    ISSUER,
    NOTICES
  }

  /** A keyword. */
  record Keyword(String name, Shape shape, String about) {}

  private static final Shape TEXTS = new Items(Simple.TEXT);
  private static final Shape TEXT_OR_TEXTS = new Either(Simple.TEXT, TEXTS);
  private static final Shape FORM = new Either(Simple.TEXT, new Keywords(Section.FORM));
  private static final Shape STATEMENTS = new Either(Simple.TEXT, new Keywords(Section.BODY));

  /** Top-level words of features that are planned and not built. */
  private static final List<String> LATER_APPLICATION =
      List.of(
          "jobs",
          "schedules",
          "queues",
          "hooks",
          "events",
          "realtime",
          "files",
          "buckets",
          "storage",
          "payments",
          "mail",
          "messages",
          "webhooks",
          "integrations",
          "cache",
          "graphql",
          "grpc",
          "secrets",
          "search",
          "audit",
          "providers",
          "tenants",
          "shards",
          "console",
          "extends",
          "include");

  private static final List<String> LATER_COLLECTION =
      List.of(
          "hooks",
          "events",
          "realtime",
          "files",
          "webhooks",
          "audit",
          "cache",
          "computed",
          "aggregates",
          "partition",
          "shard",
          "expire",
          "soft_delete",
          "history",
          "functions",
          "seed");

  private static final List<String> LATER_FIELD =
      List.of("encrypted", "search", "file", "collation", "sequence", "message");

  /** The keywords of a section, in the order in which documents show them. */
  static List<Keyword> keywords(Section section) {
    return switch (section) {
      case APPLICATION -> APPLICATION;
      case TYPE -> TYPE;
      case COLLECTION -> COLLECTION;
      case FIELD -> FIELD;
      case DEFAULT -> DEFAULT;
      case THROUGH -> THROUGH;
      case LINKS -> LINKS;
      case RELATION -> RELATION;
      case VIEW -> VIEW;
      case WRITES -> WRITES;
      case CONSTRAINT -> CONSTRAINT;
      case COMPUTED -> COMPUTED;
      case SEARCH -> SEARCH;
      case CHECK -> CHECK;
      case ACCESS -> ACCESS;
      case FIELD_ACCESS -> FIELD_ACCESS;
      case FUNCTION -> FUNCTION;
      case ARGUMENT -> ARGUMENT;
      case BODY -> BODY;
      case FORM -> FORMS;
      case LIMITS -> LIMITS;
      case AUTH -> AUTH;
      case PASSWORDS -> PASSWORDS;
      case SESSIONS -> SESSIONS;
      case CODES -> CODES;
      case FACTORS -> FACTORS;
      case PASSKEYS -> PASSKEYS;
      case ISSUER -> ISSUER;
      case NOTICES -> NOTICES;
    };
  }

  /** Whether the word belongs to a feature that is not built yet. */
  static boolean later(Section section, String word) {
    return switch (section) {
      case APPLICATION -> LATER_APPLICATION.contains(word);
      case COLLECTION -> LATER_COLLECTION.contains(word);
      case FIELD -> LATER_FIELD.contains(word);
      case AUTH -> List.of("providers", "mail").contains(word);
      case TYPE, DEFAULT, THROUGH, LINKS, RELATION, VIEW, WRITES, CONSTRAINT, SEARCH, COMPUTED ->
          false;
      case CHECK, ACCESS, FIELD_ACCESS, LIMITS, FUNCTION, ARGUMENT, BODY, FORM -> false;
      case PASSWORDS, SESSIONS, CODES, FACTORS, PASSKEYS, ISSUER, NOTICES -> false;
    };
  }

  static Optional<Keyword> keyword(Section section, String word) {
    return keywords(section).stream().filter(it -> it.name().equals(word)).findFirst();
  }

  static List<String> words(Section section) {
    List<String> words = new ArrayList<>();
    keywords(section).forEach(it -> words.add(it.name()));
    return words;
  }

  private static final List<Keyword> DEFAULT =
      List.of(
          new Keyword("expr", Simple.TEXT, "An expression that makes the value, e.g. now()"),
          new Keyword("stored", Simple.FLAG, "Whether the database itself fills it"),
          new Keyword("always", Simple.FLAG, "Whether it stands whatever the caller gives"));

  private static final List<Keyword> THROUGH =
      List.of(
          new Keyword("name", Simple.TEXT, "The joining collection"),
          new Keyword("columns", TEXTS, "Its columns: those to here, then those to there"));

  private static final List<Keyword> LINKS =
      List.of(
          new Keyword("link", Simple.RULE, "Who may link two rows"),
          new Keyword("unlink", Simple.RULE, "Who may take a link away"));

  private static final List<Keyword> VIEW =
      List.of(
          new Keyword("sql", Simple.TEXT, "The SELECT for every store"),
          new Keyword("sqlite", Simple.TEXT, "The SELECT for SQLite"),
          new Keyword("postgres", Simple.TEXT, "The SELECT for PostgreSQL"),
          new Keyword("of", Simple.TEXT, "The collection that writes through the view go to"),
          new Keyword(
              "writes",
              new Either(
                  new Items(new Words("create", "update", "delete")), new Keywords(Section.WRITES)),
              "What is written through the view, or the statements that do it"));

  private static final List<Keyword> WRITES =
      List.of(
          new Keyword("create", STATEMENTS, "What is done for each new row: :new.field"),
          new Keyword("update", STATEMENTS, "What is done for each row: :old.field, :new.field"),
          new Keyword("delete", STATEMENTS, "What is done for each row: :old.field"));

  private static final List<Keyword> CONSTRAINT =
      List.of(
          new Keyword("columns", TEXTS, "Fields or columns, in order"),
          new Keyword("name", Simple.TEXT, "The stored name"));

  private static final List<Keyword> COMPUTED =
      List.of(new Keyword("stored", Simple.TEXT, "A function of the database that takes the row"));

  private static final List<Keyword> SEARCH =
      List.of(
          new Keyword("columns", TEXTS, "Texts; the field of the same name when left out"),
          new Keyword("language", Simple.TEXT, "How words are read, e.g. english; simple"));

  private static final List<Keyword> CHECK =
      List.of(
          new Keyword("expr", Simple.TEXT, "Must not be false of any row"),
          new Keyword("name", Simple.TEXT, "The stored name"));

  private static final List<Keyword> FIELD_ACCESS =
      List.of(
          new Keyword("read", Simple.RULE, "Who sees the field; names only auth"),
          new Keyword("write", Simple.RULE, "Who writes the field; names only auth"));

  private static final List<Keyword> BODY =
      List.of(
          new Keyword("sql", Simple.TEXT, "The statements for every store"),
          new Keyword("sqlite", Simple.TEXT, "The statements for SQLite"),
          new Keyword("postgres", Simple.TEXT, "The statements for PostgreSQL"));

  private static final List<Keyword> APPLICATION =
      List.of(
          new Keyword("msingi", Simple.WHOLE, "The version of this format: 1"),
          new Keyword("name", Simple.TEXT, "The application's name: a-z, 0-9, - and _"),
          new Keyword("store", Simple.TEXT, "sqlite:PATH or postgresql://…; may use ${NAME:-else}"),
          new Keyword("schemas", TEXTS, "Exposed schemas, the default first"),
          new Keyword("roles", TEXTS, "Application roles"),
          new Keyword(
              "types",
              new Named(new Either(Simple.TEXT, new Keywords(Section.TYPE))),
              "Named types"),
          new Keyword("limits", new Keywords(Section.LIMITS), "Limits of requests"),
          new Keyword("openapi", new Words("public", "filtered"), "What strangers may know"),
          new Keyword("keys", new Words("required", "optional"), "Whether each request needs one"),
          new Keyword("aggregates", Simple.FLAG, "Whether callers may ask for sums and counts"),
          new Keyword("plans", Simple.FLAG, "Whether callers may ask for execution plans"),
          new Keyword("auth", new Keywords(Section.AUTH), "Whose tokens are accepted; accounts"),
          new Keyword("collections", new Named(new Keywords(Section.COLLECTION)), "What is stored"),
          new Keyword(
              "functions", new Named(new Keywords(Section.FUNCTION)), "What callers may call"));

  private static final List<Keyword> TYPE =
      List.of(
          new Keyword("is", Simple.TEXT, "The type it refines, e.g. text(1..80) or native(money)"),
          new Keyword("show", FORM, "SQL over :value, a stored one, that makes what is shown"),
          new Keyword("read", FORM, "SQL over :value, the json of a body, that makes a stored one"),
          new Keyword("parse", FORM, "SQL over :value, a filter's text, that makes a stored one"),
          new Keyword("one_of", TEXTS, "The texts that it may be"),
          new Keyword("match", Simple.TEXT, "An RE2 pattern that a text must contain"),
          new Keyword("min", Simple.ANY, "The least value"),
          new Keyword("max", Simple.ANY, "The largest value"));

  private static final List<Keyword> FORMS =
      List.of(
          new Keyword("sqlite", Simple.TEXT, "The expression for SQLite"),
          new Keyword("postgres", Simple.TEXT, "The expression or function for PostgreSQL"));

  private static final Shape CONSTRAINTS =
      new Items(new Either(TEXTS, new Keywords(Section.CONSTRAINT)));

  private static final List<Keyword> COLLECTION =
      List.of(
          new Keyword("title", Simple.TEXT, "A line for documents"),
          new Keyword("name", Simple.TEXT, "Its name on the doors, where it is not the identifier"),
          new Keyword("table", Simple.TEXT, "Its name in the database, where it is not the name"),
          new Keyword("schema", Simple.TEXT, "One of schemas"),
          new Keyword("was", Simple.TEXT, "The stored name before a rename"),
          new Keyword("managed", Simple.FLAG, "false: never migrated"),
          new Keyword(
              "view",
              new Either(Simple.TEXT, new Keywords(Section.VIEW)),
              "Makes the collection a view"),
          new Keyword(
              "responds",
              Simple.FLAG,
              "Whether triggers may set response.status and response.headers"),
          new Keyword("key", TEXT_OR_TEXTS, "The fields of the key, or none"),
          new Keyword(
              "fields",
              new Named(new Either(Simple.TEXT, TEXTS, new Keywords(Section.FIELD))),
              "What a row holds"),
          new Keyword("unique", CONSTRAINTS, "Unique together"),
          new Keyword("index", CONSTRAINTS, "Indexes"),
          new Keyword(
              "search",
              new Named(new Either(TEXTS, new Keywords(Section.SEARCH))),
              "Texts that are found by their words"),
          new Keyword(
              "check",
              new Items(new Either(Simple.TEXT, new Keywords(Section.CHECK))),
              "What must not be false of any row"),
          new Keyword("access", new Keywords(Section.ACCESS), "Who may do what; closed otherwise"));

  private static final List<Keyword> FIELD =
      List.of(
          new Keyword("is", Simple.TEXT, "The type, as in the short form"),
          new Keyword("title", Simple.TEXT, "A line for documents"),
          new Keyword("optional", Simple.FLAG, "Whether it may be null"),
          new Keyword("unique", Simple.FLAG, "Whether values differ between rows"),
          new Keyword("hidden", Simple.FLAG, "Whether no caller sees or names it"),
          new Keyword("identity", Simple.FLAG, "Whether the database numbers it"),
          new Keyword("auto", new Words("create", "update"), "Filled with the moment of the write"),
          new Keyword(
              "default",
              Simple.ANY,
              "A value, or {expr: …} for one that is computed on each write"),
          new Keyword("one_of", TEXTS, "The texts that it may be"),
          new Keyword("match", Simple.TEXT, "An RE2 pattern that a text must contain"),
          new Keyword("min", Simple.ANY, "The least value"),
          new Keyword("max", Simple.ANY, "The largest value"),
          new Keyword(
              "name",
              Simple.TEXT,
              "The stored name, where it is not the identifier; of a reference, its foreign key's"),
          new Keyword("was", TEXT_OR_TEXTS, "The stored name before a rename"),
          new Keyword("columns", TEXTS, "The columns of a reference"),
          new Keyword("references", TEXTS, "The columns that a reference points at"),
          new Keyword(
              "on_delete",
              new Words("restrict", "cascade", "clear"),
              "What happens when the row that is referred to is deleted"),
          new Keyword(
              "through",
              new Either(Simple.TEXT, new Keywords(Section.THROUGH)),
              "The collection that joins many to many"),
          new Keyword(
              "access", new Keywords(Section.LINKS), "Who may link and unlink, many to many"),
          new Keyword(
              "computed",
              new Either(Simple.TEXT, new Keywords(Section.COMPUTED)),
              "An expression over the row that is computed when the field is read"),
          new Keyword(
              "relation", new Keywords(Section.RELATION), "A relation that no foreign key shows"));

  private static final List<Keyword> RELATION =
      List.of(
          new Keyword("to", Simple.TEXT, "The collection it leads to"),
          new Keyword("columns", TEXTS, "Fields or columns here"),
          new Keyword("references", TEXTS, "Fields or columns there; its key when left out"),
          new Keyword(
              "stored",
              Simple.TEXT,
              "In place of columns, a function of the database over the row: name or schema.name"),
          new Keyword("many", Simple.FLAG, "Whether it leads to several rows"),
          new Keyword("name", Simple.TEXT, "What clients call it as they call a foreign key"));

  private static final List<Keyword> ACCESS =
      List.of(
          new Keyword("read", Simple.RULE, "True of each row that is seen"),
          new Keyword("create", Simple.RULE, "True of each new row"),
          new Keyword("update", Simple.RULE, "True of a row before and after; old names the first"),
          new Keyword("delete", Simple.RULE, "True of each row that is deleted"),
          new Keyword(
              "fields", new Named(new Keywords(Section.FIELD_ACCESS)), "Rules of single fields"),
          new Keyword(
              "estimates",
              Simple.FLAG,
              "Whether readers may learn the database's guess of how many rows there are"));

  private static final List<Keyword> FUNCTION =
      List.of(
          new Keyword("title", Simple.TEXT, "A line for documents"),
          new Keyword("name", Simple.TEXT, "Its name on the doors; several may share one"),
          new Keyword("schema", Simple.TEXT, "One of schemas"),
          new Keyword(
              "arguments",
              new Named(new Either(Simple.TEXT, new Keywords(Section.ARGUMENT))),
              "What a call gives, by name"),
          new Keyword(
              "returns",
              new Either(
                  Simple.TEXT,
                  new Items(new Either(Simple.TEXT, new Named(Simple.TEXT))),
                  new Named(Simple.TEXT)),
              "nothing, a type, a collection, {name: type, …}, or a list of one of them"),
          new Keyword(
              "volatility",
              new Words("immutable", "stable", "volatile"),
              "immutable and stable only read"),
          new Keyword("access", Simple.RULE, "Who may call it; names only auth"),
          new Keyword(
              "sql",
              new Either(Simple.TEXT, new Keywords(Section.BODY)),
              "Statements with :name for each argument; the last one answers"),
          new Keyword("stored", Simple.TEXT, "A function of the database: name or schema.name"));

  private static final List<Keyword> ARGUMENT =
      List.of(
          new Keyword("is", Simple.TEXT, "The type, as in the short form"),
          new Keyword("optional", Simple.FLAG, "Whether it may be left out, and be null"),
          new Keyword("default", Simple.ANY, "What stands there when a call leaves it out"),
          new Keyword("body", Simple.FLAG, "Whether it is the whole body of the request"),
          new Keyword("repeated", Simple.FLAG, "Whether a query string may name it several times"));

  private static final List<Keyword> LIMITS =
      List.of(
          new Keyword("rows", Simple.WHOLE, "The most rows of one answer"),
          new Keyword("depth", Simple.WHOLE, "The deepest embedding and logic tree"),
          new Keyword("body", Simple.TEXT, "The largest request body, e.g. 8MiB"),
          new Keyword("deadline", Simple.TEXT, "The longest request, e.g. 10s"),
          new Keyword("write_rows", Simple.WHOLE, "The most rows of one write"));

  private static final List<Keyword> AUTH =
      List.of(
          new Keyword("secret", Simple.TEXT, "The HS256 secret, from ${NAME}"),
          new Keyword("jwks", Simple.TEXT, "A file or an https address with the issuer's keys"),
          new Keyword("issuer", Simple.TEXT, "The iss that tokens must carry"),
          new Keyword("audience", Simple.TEXT, "The aud that tokens must carry"),
          new Keyword("sign_up", Simple.FLAG, "Whether strangers may make accounts"),
          new Keyword("email", Simple.FLAG, "Whether people sign in by e-mail address"),
          new Keyword("phone", Simple.FLAG, "Whether people sign in by phone number"),
          new Keyword("anonymous", Simple.FLAG, "Whether people may sign in as nobody known"),
          new Keyword("autoconfirm", Simple.FLAG, "Whether addresses need no proof"),
          new Keyword("linking", Simple.FLAG, "Whether people link identities by themselves"),
          new Keyword("site", Simple.TEXT, "Where links lead that say nothing else"),
          new Keyword("redirects", TEXTS, "Further addresses that links may lead to; * and **"),
          new Keyword("access_token", Simple.TEXT, "How long access tokens hold, e.g. 15m"),
          new Keyword("passwords", new Keywords(Section.PASSWORDS), "What a password must be"),
          new Keyword("sessions", new Keywords(Section.SESSIONS), "How long sessions last"),
          new Keyword("codes", new Keywords(Section.CODES), "One-time codes"),
          new Keyword("factors", new Keywords(Section.FACTORS), "Second factors"),
          new Keyword("passkeys", new Keywords(Section.PASSKEYS), "Passkeys, and whose keys are"),
          new Keyword(
              "issuers", new Named(new Keywords(Section.ISSUER)), "Whose ID tokens sign people in"),
          new Keyword("notices", new Keywords(Section.NOTICES), "What owners are told by mail"));

  private static final List<Keyword> PASSWORDS =
      List.of(
          new Keyword("least", Simple.WHOLE, "The fewest characters; 8"),
          new Keyword(
              "characters",
              new Items(new Words("lower", "upper", "digit", "symbol")),
              "Kinds of characters that must be in it"),
          new Keyword(
              "reauthenticate",
              Simple.FLAG,
              "Whether sessions older than a day prove themselves again to change it"));

  private static final List<Keyword> SESSIONS =
      List.of(
          new Keyword("timebox", Simple.TEXT, "How long after the sign-in, e.g. 30d"),
          new Keyword("inactivity", Simple.TEXT, "How long after the last refresh, e.g. 7d"),
          new Keyword("reuse", Simple.TEXT, "How long older refresh tokens are put up with"),
          new Keyword("single", Simple.FLAG, "Whether a sign-in ends the other sessions"));

  private static final List<Keyword> CODES =
      List.of(
          new Keyword("lifetime", Simple.TEXT, "How long a code holds, e.g. 1h"),
          new Keyword("digits", Simple.WHOLE, "Digits of a code: 6 to 10"),
          new Keyword("every", Simple.TEXT, "The least time between two, e.g. 60s"));

  private static final List<Keyword> FACTORS =
      List.of(
          new Keyword("totp", Simple.FLAG, "Whether people may add a program that makes codes"),
          new Keyword("phone", Simple.FLAG, "Whether people may add a phone that gets codes"),
          new Keyword("webauthn", Simple.FLAG, "Whether people may add a key (WebAuthn)"),
          new Keyword("most", Simple.WHOLE, "How many somebody may have: 1 to 50; 10"));

  private static final List<Keyword> PASSKEYS =
      List.of(
          new Keyword("enabled", Simple.FLAG, "Whether people may sign in by passkey"),
          new Keyword("rp_id", Simple.TEXT, "The domain that keys are made for, e.g. example.org"),
          new Keyword("origins", TEXTS, "Pages that may use keys, e.g. https://app.example.org"),
          new Keyword("name", Simple.TEXT, "What people are shown when a key is made"),
          new Keyword("most", Simple.WHOLE, "How many somebody may have: 1 to 50; 10"));

  private static final List<Keyword> NOTICES =
      List.of(
          new Keyword("password", Simple.FLAG, "Another password; true"),
          new Keyword("email", Simple.FLAG, "Another e-mail address, told to the old one; true"),
          new Keyword("phone", Simple.FLAG, "Another phone number; true"),
          new Keyword("identity", Simple.FLAG, "A new or removed identity; true"),
          new Keyword("factor", Simple.FLAG, "A new or removed second factor; true"),
          new Keyword("passkey", Simple.FLAG, "A new or removed passkey; true"));

  private static final List<Keyword> ISSUER =
      List.of(
          new Keyword("issuer", Simple.TEXT, "The iss of its tokens, exactly"),
          new Keyword("audience", TEXT_OR_TEXTS, "The application's ids there: its tokens' aud"),
          new Keyword("jwks", Simple.TEXT, "Its keys: an https address or a file"),
          new Keyword("emails", Simple.FLAG, "Whether addresses that it calls verified count"));
}
