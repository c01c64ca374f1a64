package msingi.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.integration.Outbound;
import msingi.observe.Observation;
import msingi.observe.Observer;

/**
 * The key set in force. Files and addresses are asked again when a token names a key that is not
 * known, at most every {@link #PAUSE_SECONDS} seconds, and addresses also when the set is ten
 * minutes old; meanwhile, and when that fails, the old set stays. Our own keys are those of the
 * moment.
 */
final class KeySets {
  /** The least time between two questions that tokens cause. */
  static final int PAUSE_SECONDS = 10;

  private static final long OLD_NANOS = 600_000_000_000L;

  private final Vertx vertx;
  private final Outbound outbound;
  private final Time time;
  private final Observer observer;
  private final Expectation expectation;
  private final List<KeySet.Key> fixed = new ArrayList<>();
  private final List<TokenRules.Source> changing = new ArrayList<>();
  private final Optional<TokenRules.Source.Own> own;
  private final AtomicReference<InForce> current;
  private final boolean addressed;
  private Future<KeySet> asking = Future.succeededFuture();
  private long asked;
  private boolean everAsked;

  /**
   * What is in force.
   *
   * @param others keys of others
   * @param version of our own keys
   * @param set all of them
   */
  private record InForce(List<KeySet.Key> others, long version, KeySet set) {}

  KeySets(TokenRules rules, Vertx vertx, Outbound outbound, Time time, Observer observer) {
    this.vertx = vertx;
    this.outbound = outbound;
    this.time = time;
    this.observer = observer;
    this.expectation = new Expectation(rules.issuer(), rules.audience(), false);
    this.own =
        rules.sources().stream()
            .filter(TokenRules.Source.Own.class::isInstance)
            .map(TokenRules.Source.Own.class::cast)
            .findFirst();
    List<KeySet.Key> keys = new ArrayList<>();
    for (TokenRules.Source source : rules.sources()) {
      switch (source) {
        case TokenRules.Source.Shared(Secret secret) ->
            fixed.add(KeySet.shared(secret, expectation));
        case TokenRules.Source.Inline(String text) ->
            fixed.addAll(KeySet.parse(text, "the configuration", expectation));
        case TokenRules.Source.File file -> {
          keys.addAll(KeySet.parse(read(file.path()), file.path().toString(), expectation));
          changing.add(file);
        }
        case TokenRules.Source.Address address -> changing.add(address);
        case TokenRules.Source.Own mine -> changing.add(mine);
      }
    }
    keys.addAll(fixed);
    addressed = changing.stream().anyMatch(TokenRules.Source.Address.class::isInstance);
    current = new AtomicReference<>(inForce(keys));
  }

  /** Refuses key sets that are at hand and not to be used. */
  static void check(List<TokenRules.Source> sources, Expectation expectation) {
    for (TokenRules.Source source : sources) {
      switch (source) {
        case TokenRules.Source.Inline(String text) ->
            KeySet.parse(text, "the configuration", expectation);
        case TokenRules.Source.File(Path path) ->
            KeySet.parse(read(path), path.toString(), expectation);
        case TokenRules.Source.Shared _, TokenRules.Source.Address _, TokenRules.Source.Own _ -> {}
      }
    }
  }

  /** The keys in force; a set that grows old is asked for again beside the request. */
  KeySet current() {
    if (addressed && everAsked && time.nanos() - asked > OLD_NANOS) {
      refresh();
    }
    InForce known = current.get();
    if (own.isPresent() && own.get().keys().inForce().version() != known.version()) {
      InForce fresh = inForce(known.others());
      current.compareAndSet(known, fresh);
      return current.get().set();
    }
    return known.set();
  }

  /** These keys of others and our own of the moment. */
  private InForce inForce(List<KeySet.Key> others) {
    if (own.isEmpty()) {
      return new InForce(others, 0, new KeySet(others));
    }
    TokenRules.Source.Own mine = own.get();
    SigningKeys.InForce keys = mine.keys().inForce();
    Expectation ours = new Expectation(mine.issuer(), mine.audience(), true);
    List<KeySet.Key> all = new ArrayList<>(others);
    keys.live().forEach(it -> all.addAll(KeySet.usable(it, ours)));
    return new InForce(others, keys.version(), new KeySet(all));
  }

  /** Whether asking again may bring another set. */
  synchronized boolean mayChange() {
    return !changing.isEmpty()
        && (!asking.isComplete()
            || !everAsked
            || time.nanos() - asked >= PAUSE_SECONDS * 1_000_000_000L);
  }

  /** Asks the sources again, or joins those who ask already. */
  synchronized Future<KeySet> refresh() {
    if (!asking.isComplete()) {
      return asking;
    }
    asked = time.nanos();
    everAsked = true;
    List<Future<List<KeySet.Key>>> answers = changing.stream().map(this::ask).toList();
    asking =
        Future.all(answers)
            .map(_ -> {
              List<KeySet.Key> keys = new ArrayList<>(fixed);
              answers.forEach(it -> keys.addAll(it.result()));
              InForce fresh = inForce(keys);
              current.set(fresh);
              return fresh.set();
            })
            .onFailure(
                cause -> observer.observe(new Observation.Failed("", "asking for keys", cause)))
            .recover(_ ->
                Future.failedFuture(
                    Problem.of(ErrorCode.BUSY, "The keys that verify tokens cannot be had now")
                        .failure()));
    return asking;
  }

  private Future<List<KeySet.Key>> ask(TokenRules.Source source) {
    return switch (source) {
      case TokenRules.Source.File(Path path) ->
          vertx
              .fileSystem()
              .readFile(path.toString())
              .map(it ->
                  KeySet.parse(it.toString(StandardCharsets.UTF_8), path.toString(), expectation));
      case TokenRules.Source.Address(var uri) ->
          outbound.text(uri).map(it -> KeySet.parse(it, uri.toString(), expectation));
      case TokenRules.Source.Own mine ->
          vertx.executeBlocking(() -> {
            mine.keys().look();
            return List.of();
          });
      case TokenRules.Source.Inline(String text) ->
          Future.succeededFuture(KeySet.parse(text, "the configuration", expectation));
      case TokenRules.Source.Shared(Secret secret) ->
          Future.succeededFuture(List.of(KeySet.shared(secret, expectation)));
    };
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException _) {
      throw Problem.of(ErrorCode.CONFIGURATION, "The key set " + path + " cannot be read")
          .failure();
    }
  }
}
