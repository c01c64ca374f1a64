package msingi.door.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import msingi.http.Exchange;

/**
 * {@code grpc.reflection.v1.ServerReflection}, and the same as {@code v1alpha}: what the caller
 * sees, file by file, and nothing else.
 */
final class Reflection implements GrpcService {
  private static final int NOT_FOUND = 5;

  private final String version;
  private final Sight sight;

  /** What a caller sees. */
  @FunctionalInterface
  interface Sight {
    /** All of it. */
    Future<Shown> of(Exchange exchange);
  }

  /**
   * @param version v1 or v1alpha
   */
  Reflection(String version, Sight sight) {
    this.version = version;
    this.sight = sight;
  }

  @Override
  public String name() {
    return "grpc.reflection." + version + ".ServerReflection";
  }

  @Override
  public List<String> methods() {
    return List.of("ServerReflectionInfo");
  }

  @Override
  public Incoming call(String method, Exchange exchange, Replies replies) {
    Future<Shown> seen = sight.of(exchange);
    return new Incoming() {
      private Future<Void> last = Future.succeededFuture();

      @Override
      public Future<Void> message(byte[] bytes, boolean compressed) {
        last = last.compose(_ -> seen).compose(it -> replies.send(answer(bytes, it), false));
        return last;
      }

      @Override
      public void end() {
        last.onSuccess(_ -> replies.end(Status.OK));
      }
    };
  }

  private static byte[] answer(byte[] bytes, Shown seen) {
    ProtoOutput output = new ProtoOutput(512);
    ProtoInput input = new ProtoInput(bytes);
    String host = "";
    ProtoOutput said = new ProtoOutput(256);
    while (input.next()) {
      switch (input.number()) {
        case 1 -> host = input.text();
        case 3 ->
            named(input.text(), seen).ifPresentOrElse(it -> file(it, said), () -> missing(said));
        case 4 ->
            containing(input.text(), seen)
                .ifPresentOrElse(it -> file(it, said), () -> missing(said));
        case 5 -> {
          input.bytes();
          error("There are no extensions", said);
        }
        case 6 -> extensions(input.text(), seen, said);
        case 7 -> {
          input.text();
          services(seen, said);
        }
        default -> throw Inputs.unknown(input.number());
      }
    }
    output.varint(ProtoOutput.tag(1, ProtoOutput.BYTES)).text(host);
    output.varint(ProtoOutput.tag(2, ProtoOutput.BYTES)).block(bytes);
    return output.raw(said.array(), 0, said.length()).toByteArray();
  }

  private static Optional<byte[]> named(String name, Shown seen) {
    byte[] file = seen.files().get(name);
    return file != null
        ? Optional.of(file)
        : OwnFiles.ALL.stream()
            .filter(it -> it.getName().equals(name))
            .findFirst()
            .map(FileDescriptorProto::toByteArray);
  }

  private static Optional<byte[]> containing(String name, Shown seen) {
    String scope = seen.scope() + ".";
    if (name.startsWith(scope)) {
      String inside = name.substring(scope.length());
      int dot = inside.indexOf('.');
      String place = seen.places().get(dot < 0 ? inside : inside.substring(0, dot));
      byte[] file = place == null ? null : seen.files().get(place);
      return Optional.ofNullable(file).filter(it -> dot < 0 || holds(parsed(it), inside));
    }
    for (FileDescriptorProto file : OwnFiles.ALL) {
      String own = file.getPackage() + ".";
      if (name.startsWith(own) && holds(file, name.substring(own.length()))) {
        return Optional.of(file.toByteArray());
      }
    }
    return Optional.empty();
  }

  private static FileDescriptorProto parsed(byte[] file) {
    try {
      return FileDescriptorProto.parseFrom(file);
    } catch (InvalidProtocolBufferException impossible) {
      throw new IllegalStateException("written by us", impossible);
    }
  }

  /** Whether a file has a message, a service, or something inside one. */
  private static boolean holds(FileDescriptorProto file, String name) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    String inside = dot < 0 ? "" : name.substring(dot + 1);
    for (DescriptorProto message : file.getMessageTypeList()) {
      if (message.getName().equals(first)) {
        return inside.isEmpty()
            || message.getEnumTypeList().stream().anyMatch(it -> it.getName().equals(inside))
            || message.getFieldList().stream().anyMatch(it -> it.getName().equals(inside));
      }
    }
    for (ServiceDescriptorProto service : file.getServiceList()) {
      if (service.getName().equals(first)) {
        return inside.isEmpty()
            || service.getMethodList().stream()
                .map(MethodDescriptorProto::getName)
                .anyMatch(inside::equals);
      }
    }
    return false;
  }

  private static void missing(ProtoOutput output) {
    error("There is no such file or symbol", output);
  }

  private static void file(byte[] file, ProtoOutput output) {
    int answer = output.open(ProtoOutput.tag(4, ProtoOutput.BYTES));
    output.varint(ProtoOutput.tag(1, ProtoOutput.BYTES)).block(file);
    output.close(answer);
  }

  /** No message has any; one that is not there is an error. */
  private static void extensions(String type, Shown seen, ProtoOutput output) {
    if (containing(type, seen).isEmpty()) {
      missing(output);
      return;
    }
    int answer = output.open(ProtoOutput.tag(5, ProtoOutput.BYTES));
    output.varint(ProtoOutput.tag(1, ProtoOutput.BYTES)).text(type);
    output.close(answer);
  }

  private static void services(Shown seen, ProtoOutput output) {
    int answer = output.open(ProtoOutput.tag(6, ProtoOutput.BYTES));
    seen.services().forEach(it -> service(it, output));
    for (FileDescriptorProto own : OwnFiles.ALL) {
      own.getServiceList().forEach(it -> service(own.getPackage() + "." + it.getName(), output));
    }
    output.close(answer);
  }

  private static void service(String name, ProtoOutput output) {
    int service = output.open(ProtoOutput.tag(1, ProtoOutput.BYTES));
    output.varint(ProtoOutput.tag(1, ProtoOutput.BYTES)).text(name);
    output.close(service);
  }

  private static void error(String message, ProtoOutput output) {
    int answer = output.open(ProtoOutput.tag(7, ProtoOutput.BYTES));
    output.varint(ProtoOutput.tag(1, ProtoOutput.VARINT)).varint(NOT_FOUND);
    output.varint(ProtoOutput.tag(2, ProtoOutput.BYTES)).text(message);
    output.close(answer);
  }
}
