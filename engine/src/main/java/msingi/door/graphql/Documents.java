package msingi.door.graphql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Surface;
import msingi.wire.Json;
import org.jspecify.annotations.Nullable;

/** Documents that were read, each once for all callers who see the same. */
final class Documents {
  static final long MOST_CHARACTERS = 16L << 20;

  private static final int OVERHEAD = 1_024;

  /** Fields of operations whose requests are kept; one takes some 300 bytes. */
  private static final long MOST_FIELDS = 50_000;

  private final GraphSettings settings;
  private final Set<String> only;
  private final Cache<Key, Prepared> read =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((Key key, Prepared _) -> key.text().length() * 8 + OVERHEAD)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  /** Texts by hash, as anybody sent them: long ones leave room for few. */
  private final Cache<String, String> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String hash, String text) -> text.length() + OVERHEAD)
          .executor(Runnable::run)
          .build();

  /** What operations were put together to. */
  private final Cache<Decided, List<Ready>> ready =
      Caffeine.newBuilder()
          .maximumWeight(MOST_FIELDS)
          .weigher((Decided key, List<Ready> _) -> key.operation().loose().fields() + 8)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  private final Cache<App, Names> names = Caffeine.newBuilder().weakKeys().build();

  /** Surfaces by what stands for them in keys: what is kept of a document must not keep them. */
  private final Cache<Surface, Mark> marks = Caffeine.newBuilder().weakKeys().build();

  /** Stands for one Surface, and never for another. */
  private static final class Mark {}

  /** A text as one Surface understands it. */
  private record Key(Mark surface, String text) {}

  /** A field at the root of an operation, put together. */
  record Ready(Pick pick, Root root) {}

  /** An operation with the values that decide how it is put together. */
  private record Decided(Prepared.Operation operation, List<Json> values) {
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
      return other instanceof Decided that
          && operation == that.operation
          && values.equals(that.values);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(operation) * 31 + values.hashCode();
    }
  }

  Documents(GraphSettings settings) {
    this.settings = settings;
    this.only = Set.copyOf(settings.persisted().values());
  }

  /** The schema of a caller. */
  Schema schema(Surface surface) {
    return new Schema(surface, names.get(surface.app(), Names::new));
  }

  /**
   * The text of the document that is meant.
   *
   * @throws msingi.error.Failure GRAPH_UNKNOWN, GRAPH_PERSISTED_ONLY, GRAPH_REQUEST
   */
  String text(Sent sent) {
    String query = sent.query();
    if (query.isEmpty()) {
      String found = settings.persisted().get(sent.hash());
      String other = found == null && !settings.persistedOnly() ? known(sent.hash()) : found;
      if (other == null) {
        throw Problem.of(ErrorCode.GRAPH_UNKNOWN).failure();
      }
      return other;
    }
    if (settings.persistedOnly() && !only.contains(query)) {
      throw Problem.of(ErrorCode.GRAPH_PERSISTED_ONLY).failure();
    }
    if (!sent.hash().isEmpty()) {
      if (!sent.hash().equals(hash(query))) {
        throw Problem.of(ErrorCode.GRAPH_REQUEST, "The hash is not that of the document").failure();
      }
      known.put(sent.hash(), query);
    }
    return query;
  }

  private @Nullable String known(String hash) {
    return known.getIfPresent(hash);
  }

  /** The SHA-256 of a document's text, in hexadecimal. */
  static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Key key(Surface surface, String text) {
    return new Key(marks.get(surface, _ -> new Mark()), text);
  }

  /** The document, if it was read before. */
  Optional<Prepared> find(Surface surface, String text) {
    return Optional.ofNullable(read.getIfPresent(key(surface, text)));
  }

  /**
   * What an operation was put together to before, its loose variables with the values of then;
   * empty where it was not.
   */
  List<Ready> ready(Prepared.Operation operation, Map<String, Json> variables) {
    if (!operation.loose().repeats()) {
      return List.of();
    }
    return operation
        .loose()
        .decided(variables)
        .map(it -> ready.getIfPresent(new Decided(operation, it)))
        .orElse(List.of());
  }

  /** Keeps what an operation was put together to, where it may be asked again. */
  void keep(Prepared.Operation operation, Binding.Asked asked, List<Ready> made) {
    if (operation.loose().repeats()
        && asked.seen().complete(made.stream().map(Ready::root).toList())) {
      operation
          .loose()
          .decided(asked.variables())
          // The first stays: plans are found the sooner by the very request they were made for.
          .ifPresent(
              it -> ready.asMap().putIfAbsent(new Decided(operation, it), List.copyOf(made)));
    }
  }

  /** The document, read now; takes its time. */
  Prepared read(Schema schema, String text) {
    Prepared prepared = Reader.read(text, schema, settings.limits());
    read.put(key(schema.surface(), text), prepared);
    return prepared;
  }
}
