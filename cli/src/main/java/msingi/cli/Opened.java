package msingi.cli;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of rows with how far it is read. */
final class Opened implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Counted counted;
  private final long size;
  private final Source source;

  private Opened(Counted counted, long size, Source source) {
    this.counted = counted;
    this.size = size;
    this.source = source;
  }

  static Opened of(Path file, Format format) throws IOException {
    long size = Files.size(file);
    Counted counted = new Counted(Files.newInputStream(file));
    InputStream bytes = Format.zipped(file) ? new GZIPInputStream(counted, BUFFER) : counted;
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), BUFFER);
    Source source =
        switch (format) {
          case CSV -> new CsvSource(reader);
          case JSON -> new JsonSource(reader);
          case JSONL -> new LinesSource(reader);
        };
    return new Opened(counted, size, source);
  }

  Source source() {
    return source;
  }

  /** From 0 to 1, by the bytes of the file. */
  double part() {
    return size == 0 ? 1 : Math.min(1, (double) counted.count / size);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** Counts what is read. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count += octet < 0 ? 0 : 1;
      return octet;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int got = super.read(bytes, from, length);
      count += Math.max(got, 0);
      return got;
    }
  }
}
