package msingi.store.sql.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * Makes connections that are alike: UTC, ISO dates, only {@code pg_catalog} on the search path, and
 * time limits for what they are used for. All of it is said while connecting, so nothing is left to
 * reset between requests.
 */
final class Connector {
  private static final int OLDEST = 14;
  private static final int STATEMENTS = 1_024;

  /** Statements of one transaction that are sent before the first of them is answered. */
  private static final int STEPS_IN_FLIGHT = 64;

  private static final int LONGEST_STATEMENT = 1 << 20;

  private final Vertx vertx;
  private final PostgresOptions options;
  private final ConnectionFactory<PgConnectOptions> factory;

  /** What a connection is for. */
  enum Purpose {
    /** Short reads, many under way at once. */
    PIPELINED,
    /** One request at a time. */
    EXCLUSIVE,
    /** Changes of the schema: no limits of time. */
    SCHEMA
  }

  Connector(Vertx vertx, PostgresOptions options) {
    this.vertx = vertx;
    this.options = options;
    this.factory =
        PgDriver.INSTANCE.createConnectionFactory(
            vertx,
            new NetClientOptions()
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setConnectTimeout(options.connectMillis()));
  }

  /** A context of its own for a connection, on one of the event loops. */
  Context freshContext() {
    return ((VertxInternal) vertx).createEventLoopContext();
  }

  /** The bare context of the event loop we run on, or a fresh one elsewhere. */
  Context nearContext() {
    Context current = Vertx.currentContext();
    return current != null && current.isEventLoopContext() && Context.isOnEventLoopThread()
        ? ((ContextInternal) current).unwrap()
        : freshContext();
  }

  /** A new connection, which belongs to the context; fails with what the driver says. */
  Future<PgConnection> connect(Context context, Purpose purpose) {
    PgConnectOptions settings = settings(purpose);
    Future<PgConnection> connecting =
        Future.future(promise ->
            context.runOnContext(_ ->
                factory.connect(context, settings).map(PgConnection::cast).onComplete(promise)));
    return connecting.compose(this::newEnough);
  }

  private Future<PgConnection> newEnough(PgConnection connection) {
    // A server that ends a connection says so to what runs on it; nobody else needs its words.
    connection.exceptionHandler(_ -> {});
    if (connection.databaseMetadata().majorVersion() >= OLDEST) {
      return Future.succeededFuture(connection);
    }
    String found = connection.databaseMetadata().fullVersion();
    connection.close();
    return Future.failedFuture(
        Problem.of(
                ErrorCode.STORE_VERSION,
                "PostgreSQL " + OLDEST + " or later is needed; this is " + found)
            .failure());
  }

  private PgConnectOptions settings(Purpose purpose) {
    PgConnectOptions settings =
        new PgConnectOptions()
            .setHost(options.host())
            .setPort(options.port())
            .setUser(options.user())
            .setPassword(options.password())
            .setDatabase(options.database())
            .setPipeliningLimit(purpose == Purpose.PIPELINED ? options.inFlight() : STEPS_IN_FLIGHT)
            .setCachePreparedStatements(!options.pgbouncer())
            .setPreparedStatementCacheMaxSize(STATEMENTS)
            .setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT)
            .setUseLayer7Proxy(options.pgbouncer())
            .setProperties(session(purpose));
    return secured(settings);
  }

  /** What the session starts with; a pgbouncer knows only the first few. */
  private Map<String, String> session(Purpose purpose) {
    Map<String, String> session = new HashMap<>();
    session.put("application_name", options.applicationName());
    session.put("client_encoding", "utf8");
    session.put("DateStyle", "ISO");
    session.put("TimeZone", "UTC");
    session.put("standard_conforming_strings", "on");
    if (options.pgbouncer()) {
      return session;
    }
    session.put("IntervalStyle", "iso_8601");
    session.put("extra_float_digits", "1");
    session.put("search_path", "pg_catalog");
    session.put("default_transaction_isolation", "read committed");
    switch (purpose) {
      case PIPELINED -> {
        session.put("statement_timeout", Integer.toString(options.boundedMillis()));
        session.put("default_transaction_read_only", "on");
      }
      case EXCLUSIVE -> {
        session.put("statement_timeout", Integer.toString(options.statementMillis()));
        session.put("lock_timeout", Integer.toString(options.lockMillis()));
        session.put(
            "idle_in_transaction_session_timeout", Integer.toString(options.statementMillis()));
      }
      case SCHEMA -> session.put("statement_timeout", "0");
    }
    return session;
  }

  private PgConnectOptions secured(PgConnectOptions settings) {
    return switch (options.security()) {
      case DISABLE -> settings.setSslMode(SslMode.DISABLE);
      case PREFER -> settings.setSslMode(SslMode.PREFER).setSslOptions(unchecked());
      case REQUIRE -> settings.setSslMode(SslMode.REQUIRE).setSslOptions(unchecked());
      case VERIFY_CA -> settings.setSslMode(SslMode.VERIFY_CA).setSslOptions(checked(""));
      case VERIFY_FULL -> settings.setSslMode(SslMode.VERIFY_FULL).setSslOptions(checked("HTTPS"));
    };
  }

  private static ClientSSLOptions unchecked() {
    return new ClientSSLOptions().setTrustAll(true).setHostnameVerificationAlgorithm("");
  }

  private ClientSSLOptions checked(String hostnames) {
    TrustOptions trust =
        options.rootCertificate().isEmpty()
            ? systemTrust()
            : new PemTrustOptions().addCertPath(options.rootCertificate());
    return new ClientSSLOptions()
        .setTrustOptions(trust)
        .setHostnameVerificationAlgorithm(hostnames);
  }

  private static TrustOptions systemTrust() {
    try {
      TrustManagerFactory known =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      known.init((KeyStore) null);
      for (var manager : known.getTrustManagers()) {
        if (manager instanceof X509TrustManager certificates) {
          return TrustOptions.wrap(certificates);
        }
      }
      throw new IllegalStateException("this Java has no trust store");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no trust store", e);
    }
  }

  /** Lets go of what connecting needed; open connections are closed too. */
  void close() {
    factory.close(io.vertx.core.Promise.promise());
  }
}
