package msingi.definition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * SHA-256 over a canonical rendering of an application's meaning: the same whatever the layout of
 * the files. The store's address and the token secret are left out, since they differ between the
 * places where one definition runs.
 */
final class Fingerprint {
  private static final String FORM = "msingi 2\n";

  private Fingerprint() {}

  /**
   * @param known digests of collections
   * @param all takes the digest of each collection of the application
   */
  static String of(
      App app, IdentityHashMap<Collection, byte[]> known, IdentityHashMap<Collection, byte[]> all) {
    StringBuilder text = new StringBuilder(FORM);
    text.append(app.name()).append('\n');
    text.append(app.roles()).append('\n').append(app.schemas()).append('\n');
    Settings it = app.settings();
    Settings.Auth auth = it.auth();
    text.append(
            new Settings(
                it.rows(),
                it.depth(),
                it.bodyBytes(),
                it.deadlineMillis(),
                it.writeRows(),
                it.openapiPublic(),
                it.keysRequired(),
                it.aggregates(),
                it.plans(),
                new Settings.Auth(
                    "", auth.jwks(), auth.issuer(), auth.audience(), auth.accounts())))
        .append('\n');
    MessageDigest digest = digest();
    add(digest, text.toString());
    for (Collection each : app.collections().values()) {
      byte[] before = known.get(each);
      byte[] own = before == null ? of(render(each)) : before;
      all.put(each, own);
      digest.update(own);
    }
    app.functions().values().forEach(each -> add(digest, render(each) + '\n'));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] of(String text) {
    return digest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String render(Function it) {
    Object body =
        it.body() instanceof Function.Body.Sql(var texts) ? new TreeMap<>(texts) : it.body();
    return String.join(
        "\n ",
        it.id(),
        it.schema(),
        it.name(),
        it.arguments().toString(),
        it.returns().toString(),
        it.volatility().toString(),
        it.access().toString(),
        body.toString(),
        it.title());
  }

  private static String render(Collection it) {
    String kind =
        switch (it.kind()) {
              case Collection.Kind.Table _ -> "Table[]";
              case Collection.Kind.View view ->
                  new TreeMap<>(view.sql())
                      + (view.writes().isEmpty() ? "" : " " + new TreeSet<>(view.writes()))
                      + (view.of().isEmpty() ? "" : " of " + view.of())
                      + (view.statements().isEmpty() ? "" : " " + statements(view));
            }
            + (it.responds() ? " responds" : "");
    return String.join(
        "\n ",
        it.id(),
        it.schema(),
        it.name(),
        it.table(),
        it.was(),
        kind,
        String.valueOf(it.managed()),
        columns(it),
        it.key().toString(),
        it.uniques().toString(),
        it.indexes().toString(),
        it.checks().toString(),
        it.relations().toString(),
        it.derived().toString(),
        it.access().toString(),
        it.title());
  }

  private static String statements(Collection.Kind.View view) {
    TreeMap<Collection.Writing, Object> statements = new TreeMap<>();
    view.statements().forEach((writing, texts) -> statements.put(writing, new TreeMap<>(texts)));
    return statements.toString();
  }

  private static String columns(Collection it) {
    StringBuilder text = new StringBuilder();
    for (Column column : it.columns()) {
      text.append(column);
      if (column.fill() instanceof Column.Fill.Constant(msingi.expression.Value.Bytes bytes)) {
        text.append(HexFormat.of().formatHex(bytes.bytes()));
      }
    }
    return text.indexOf("[B@") < 0
        ? text.toString()
        : text.toString().replaceAll("\\[B@[0-9a-f]+", "");
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
