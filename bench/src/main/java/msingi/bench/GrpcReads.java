package msingi.bench;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.bench.Measure.Figure;

/**
 * The same rows by gRPC and by REST from one server, both over HTTP/2 without TLS, made by h2load
 * in turn. Each asks one question again and again.
 */
final class GrpcReads {
  private static final Pattern RATE = Pattern.compile("finished in [^,]*, ([0-9.]+) req/s");
  private static final Pattern DONE = Pattern.compile("([0-9]+) succeeded, ([0-9]+) failed");
  private static final Pattern BYTES = Pattern.compile("\\(([0-9]+)\\) data");
  private static final double WANTED = 0.8;

  /** An answer that is no message at all has fewer bytes. */
  private static final int LEAST_BYTES = 20;

  private final Path folder;
  private final int port;
  private final long pid;
  private final String key;
  private final Measure measure;

  GrpcReads(Path folder, Measure.Target server, String key, Measure measure) {
    this.folder = folder;
    this.port = server.port();
    this.pid = server.pid();
    this.key = key;
    this.measure = measure;
  }

  /** One question in both languages. */
  private record Question(String name, String rest, String method, byte[] message) {}

  /** Whether h2load can be started. */
  static boolean installed() {
    try {
      new ProcessBuilder("h2load", "--version")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  private static List<Question> questions(String id) throws IOException {
    byte[] country = block(3, block(1, text("KE")));
    byte[] shelves = block(1, number(4, 100));
    return List.of(
        new Question(
            "point", "cities?id=eq." + id, "CitiesService/Get", number(1, Long.parseLong(id))),
        new Question(
            "list of 25",
            "cities?country=eq.KE&order=population.desc.nullslast&limit=25",
            "CitiesService/List",
            message(
                block(1, country), block(2, text("population desc nulls last")), number(3, 25))),
        new Question(
            "nested 10 x 10",
            "shelves?select=id,name,boxes(id,name,weight)&id=gte.100&order=id&limit=10",
            "ShelvesService/List",
            message(
                block(1, shelves),
                block(2, text("id")),
                number(3, 10),
                block(5, mask("id", "name", "boxes.id", "boxes.name", "boxes.weight")))),
        new Question(
            "three levels",
            "shelves?select=id,name,boxes(id,name,items(id,name))&id=gte.100&order=id&limit=10",
            "ShelvesService/List",
            message(
                block(1, shelves),
                block(2, text("id")),
                number(3, 10),
                block(
                    5,
                    mask(
                        "id",
                        "name",
                        "boxes.id",
                        "boxes.name",
                        "boxes.items.id",
                        "boxes.items.name")))));
  }

  /** Every figure, gRPC beside REST. */
  List<Figure> compare(String store, String id) throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (Question question : questions(id)) {
      List<String> grpc = grpc(question);
      List<String> rest = List.of("http://127.0.0.1:" + port + "/rest/v1/" + question.rest());
      List<Load.Round> ours = new ArrayList<>();
      List<Load.Round> theirs = new ArrayList<>();
      run(grpc, measure.warm());
      run(rest, measure.warm());
      for (int round = 0; round < measure.rounds(); round++) {
        ours.add(run(grpc, measure.seconds()));
        theirs.add(run(rest, measure.seconds()));
      }
      String name = store + " grpc " + question.name() + " / REST over HTTP/2";
      List<Figure> pair = Measure.figures(name, WANTED, ours, theirs);
      pair.forEach(figure -> System.err.println(figure.line()));
      figures.addAll(pair);
    }
    return figures;
  }

  private List<String> grpc(Question question) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0);
    for (int shift = 24; shift >= 0; shift -= 8) {
      frame.write(question.message().length >> shift);
    }
    frame.write(question.message());
    Path file = folder.resolve("grpc-" + question.name().replace(' ', '-'));
    Files.write(file, frame.toByteArray());
    return List.of(
        "-d",
        file.toString(),
        "-H",
        "content-type: application/grpc",
        "-H",
        "te: trailers",
        "http://127.0.0.1:" + port + "/bench.v1." + question.method());
  }

  private Load.Round run(List<String> what, int seconds) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("h2load", "-t1", "-c16", "-m4", "-D", Integer.toString(seconds)));
    command.addAll(List.of("-H", "apikey: " + key));
    command.addAll(what);
    double before = Load.cpuSeconds(pid);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    double cpu = Load.cpuSeconds(pid) - before;
    Matcher rate = RATE.matcher(said);
    Matcher done = DONE.matcher(said);
    Matcher bytes = BYTES.matcher(said);
    boolean sound =
        rate.find()
            && done.find()
            && bytes.find()
            && Long.parseLong(done.group(2)) == 0
            && Long.parseLong(bytes.group(1)) > LEAST_BYTES * Long.parseLong(done.group(1));
    if (!sound) {
      throw new IOException("h2load was not answered: " + said);
    }
    double answered = Double.parseDouble(done.group(1));
    return new Load.Round(Double.parseDouble(rate.group(1)), cpu * 1e6 / answered, 0);
  }

  private static byte[] number(int field, long value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt64(field, value);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] block(int field, byte[] value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(field, value);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mask(String... paths) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String path : paths) {
      bytes.write(block(1, text(path)));
    }
    return bytes.toByteArray();
  }

  private static byte[] message(byte[]... fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      bytes.write(field);
    }
    return bytes.toByteArray();
  }
}
