package msingi.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import msingi.definition.Collection;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Value;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.result.RowSink;

/**
 * One import: rows go to the database in batches, as the bearer of a secret key. A batch that is
 * refused is halved until the bad rows are alone; they go to a file of their own with line and
 * reason. After each commit the position is kept. When the first batch after an interruption was
 * committed already, its rows are found by their key and passed over.
 */
final class Import {
  static final int BATCH = 1_000;

  /**
   * What to import.
   *
   * @param bad where bad rows go
   * @param upsert whether rows that are there take the new values
   */
  record Order(Collection collection, Path file, Format format, Path bad, boolean upsert) {}

  private final Order order;
  private final Supplier<Engine.Session> sessions;
  private final ProgressLine progress;
  private final Rows rows;
  private Position position;
  private boolean again;

  /**
   * @param from where to go on; rows 0 is the beginning
   * @param sessions a fresh session, with a deadline of its own, for each batch
   */
  Import(Order order, Position from, Supplier<Engine.Session> sessions, ProgressLine progress) {
    this.order = order;
    this.sessions = sessions;
    this.progress = progress;
    this.rows = new Rows(order.collection());
    this.position = from;
    this.again = from.rows() > 0;
  }

  /** Imports everything; the answer counts. */
  Position run() throws IOException {
    try (Opened opened = Opened.of(order.file(), order.format());
        OutputStream bad = badRows()) {
      for (long skipped = 0; skipped < position.rows(); skipped++) {
        opened.source().next();
      }
      List<Rows.Row> batch = new ArrayList<>(BATCH);
      Optional<Source.Raw> raw = opened.source().next();
      while (raw.isPresent()) {
        batch.add(rows.row(raw.get()));
        raw = opened.source().next();
        if (batch.size() == BATCH || raw.isEmpty()) {
          commit(batch, bad);
          batch.clear();
          progress.at(opened.part(), position.rows());
        }
      }
    }
    progress.end(position.rows());
    Files.deleteIfExists(Position.file(order.file()));
    if (position.bad() == 0) {
      Files.deleteIfExists(order.bad());
    }
    return position;
  }

  /** The file of bad rows, cut back to what the position knows. */
  private OutputStream badRows() throws IOException {
    Files.deleteIfExists(order.bad().resolveSibling(order.bad().getFileName() + ".next"));
    try (RandomAccessFile file = new RandomAccessFile(order.bad().toFile(), "rw")) {
      file.setLength(position.badBytes());
    }
    return Files.newOutputStream(order.bad(), StandardOpenOption.APPEND);
  }

  private void commit(List<Rows.Row> batch, OutputStream bad) throws IOException {
    List<Rows.Row> good = batch.stream().filter(Rows.Row::good).toList();
    List<Rows.Row> refused = new ArrayList<>();
    long written = good.isEmpty() ? 0 : write(good, refused);
    long bytes = position.badBytes();
    long count = position.bad();
    for (Rows.Row row : batch) {
      Optional<Rows.Row> wrong =
          row.good()
              ? refused.stream().filter(it -> it.raw().equals(row.raw())).findFirst()
              : Optional.of(row);
      if (wrong.isPresent()) {
        byte[] line = (wrong.get().report().encode() + "\n").getBytes(StandardCharsets.UTF_8);
        bad.write(line);
        bytes += line.length;
        count++;
      }
    }
    bad.flush();
    position =
        new Position(
            position.collection(),
            position.size(),
            position.rows() + batch.size(),
            position.written() + written,
            count,
            bytes);
    position.keep(order.file());
    again = false;
  }

  /** Writes rows, halving what is refused; answers how many were written. */
  private long write(List<Rows.Row> good, List<Rows.Row> refused) {
    try {
      return sessions.get().run(insert(good), RowSink.NONE).await().affected();
    } catch (Failure failure) {
      if (ofTheServer(failure)) {
        throw failure;
      }
      if (good.size() == 1) {
        refused.add(good.getFirst().because(Rows.reason(failure)));
        return 0;
      }
      int middle = good.size() / 2;
      long first = write(good.subList(0, middle), refused);
      return first + write(good.subList(middle, good.size()), refused);
    }
  }

  /** Failures that say nothing about a row: the import stops and can be resumed. */
  private static boolean ofTheServer(Failure failure) {
    ErrorCode code = failure.problem().code();
    return code.status() >= 500 || code == ErrorCode.FORBIDDEN;
  }

  private Request.Insert insert(List<Rows.Row> good) {
    Set<String> names = new LinkedHashSet<>();
    good.forEach(it -> names.addAll(it.values().keySet()));
    List<String> columns = List.copyOf(names);
    List<Request.Proposed> proposed = new ArrayList<>(good.size());
    for (Rows.Row row : good) {
      List<Value> values = new ArrayList<>(columns.size());
      Set<Integer> omitted = Set.of();
      for (int index = 0; index < columns.size(); index++) {
        Value value = row.values().get(columns.get(index));
        if (value == null) {
          omitted = omitted.isEmpty() ? new LinkedHashSet<>() : omitted;
          omitted.add(index);
          values.add(Value.Null.NULL);
        } else {
          values.add(value);
        }
      }
      proposed.add(new Request.Proposed(values, omitted));
    }
    return new Request.Insert(
        order.collection().id(),
        columns,
        proposed,
        conflict(names),
        new Request.Returning.Nothing(),
        Request.Expectation.ANY,
        List.of());
  }

  private Request.Conflict conflict(Set<String> columns) {
    List<String> key = order.collection().key().columns();
    boolean keyed = !key.isEmpty() && columns.containsAll(key);
    if (order.upsert() && keyed) {
      return new Request.Conflict.Merge(key);
    }
    return again && keyed ? new Request.Conflict.Ignore(key) : new Request.Conflict.Fail();
  }
}
