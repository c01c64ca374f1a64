package msingi.door.documents;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import msingi.http.Description;
import msingi.http.Exchange;
import msingi.request.Engine;
import msingi.request.Surface;

/**
 * Contract documents, made once for a Surface and kept while there is room. They are made on
 * threads of their own, one at a time: a large application must neither stop an event loop nor, for
 * many Surfaces at once, fill the memory. Safe for any number of threads.
 */
public final class Documents implements Description {
  private static final long LEAST_BYTES = 32L << 20;
  private static final int SHARE_OF_MEMORY = 8;
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int OVERHEAD = 256;

  private final Semaphore turn = new Semaphore(1);
  private final AsyncCache<Key, Document> cache =
      Caffeine.newBuilder()
          .maximumWeight(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY))
          .weigher((Key _, Document document) -> OVERHEAD + document.body().size())
          .expireAfterAccess(KEPT)
          .executor(task -> Thread.ofVirtual().name("documents").start(task))
          .buildAsync();

  /** A document of one Surface, which is known by itself and not by what it holds. */
  private record Key(Surface surface, Format format, String schema) {
    @Override
    @SuppressWarnings("ReferenceEquality") // to compare all that a Surface holds takes too long
    public boolean equals(Object other) {
      return other instanceof Key(Surface its, Format form, String name)
          && its == surface
          && form == format
          && name.equals(schema);
    }

    @Override
    public int hashCode() {
      return (System.identityHashCode(surface) * 31 + format.hashCode()) * 31 + schema.hashCode();
    }
  }

  @Override
  public Future<?> answer(Exchange exchange, Engine.Session session, String schema) {
    return answer(exchange, session, schema, Format.SWAGGER);
  }

  Future<?> answer(Exchange exchange, Engine.Session session, String schema, Format format) {
    return Future.fromCompletionStage(
            cache.get(new Key(session.surface(), format, schema), this::made))
        .onSuccess(it -> send(exchange, format, it));
  }

  private Document made(Key key) {
    turn.acquireUninterruptibly();
    try {
      return Document.of(key.format().render(Contract.of(key.surface(), key.schema())));
    } finally {
      turn.release();
    }
  }

  /** What a caller may see is nobody else's; they may keep it, and ask whether it still holds. */
  private static void send(Exchange exchange, Format format, Document document) {
    exchange.stage("plan");
    if (!exchange.claim()) {
      return;
    }
    exchange.set("ETag", document.tag());
    exchange.set("Cache-Control", "private, no-cache");
    exchange.add("Vary", "Authorization, apikey, Accept-Profile");
    if (document.matches(exchange.header("if-none-match"))) {
      exchange.end(304);
    } else {
      exchange.end(200, format.type(), document.body());
    }
  }
}
