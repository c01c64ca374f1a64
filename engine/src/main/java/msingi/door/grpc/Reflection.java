package msingi.door.grpc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.TimestampProto;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import msingi.http.Exchange;

/**
 * {@code grpc.reflection.v1.ServerReflection}, and the same as {@code v1alpha}: what the caller
 * sees, and nothing else.
 */
final class Reflection implements GrpcService {
  private static final int NOT_FOUND = 5;
  private static final List<FileDescriptorProto> KNOWN =
      List.of(
          EmptyProto.getDescriptor().toProto(),
          FieldMaskProto.getDescriptor().toProto(),
          TimestampProto.getDescriptor().toProto());

  private final String version;
  private final Sight sight;

  /** What a caller sees. */
  @FunctionalInterface
  interface Sight {
    /** The descriptor of it. */
    Future<FileDescriptorProto> file(Exchange exchange);
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
  public Optional<Incoming> call(String method, Exchange exchange, Replies replies) {
    if (!method.equals("ServerReflectionInfo")) {
      return Optional.empty();
    }
    Future<FileDescriptorProto> file = sight.file(exchange);
    return Optional.of(
        new Incoming() {
          private Future<Void> last = Future.succeededFuture();

          @Override
          public Future<Void> message(byte[] bytes, boolean compressed) {
            last =
                last.compose(_ -> file).compose(seen -> replies.send(answer(bytes, seen), false));
            return last;
          }

          @Override
          public void end() {
            last.onSuccess(_ -> replies.end(Status.OK));
          }
        });
  }

  private byte[] answer(byte[] bytes, FileDescriptorProto seen) {
    ProtoOutput output = new ProtoOutput(512);
    ProtoInput input = new ProtoInput(bytes);
    String host = "";
    ProtoOutput said = new ProtoOutput(256);
    while (input.next()) {
      switch (input.number()) {
        case 1 -> host = input.text();
        case 3 -> file(named(input.text(), seen).stream().toList(), said);
        case 4 -> file(containing(input.text(), seen).stream().toList(), said);
        case 5 -> {
          input.skip();
          error("There are no extensions", said);
        }
        case 6 -> extensions(input.text(), said);
        case 7 -> {
          input.skip();
          services(seen, said);
        }
        default -> throw Inputs.unknown(input.number());
      }
    }
    output.varint(ProtoOutput.tag(1, ProtoOutput.BYTES)).text(host);
    output.varint(ProtoOutput.tag(2, ProtoOutput.BYTES)).block(bytes);
    return output.raw(said.array(), 0, said.length()).toByteArray();
  }

  private static Optional<FileDescriptorProto> named(String name, FileDescriptorProto seen) {
    return seen.getName().equals(name)
        ? Optional.of(seen)
        : KNOWN.stream().filter(it -> it.getName().equals(name)).findFirst();
  }

  private static Optional<FileDescriptorProto> containing(String name, FileDescriptorProto seen) {
    String own = seen.getPackage() + ".";
    if (name.startsWith(own) && holds(seen, name.substring(own.length()))) {
      return Optional.of(seen);
    }
    return KNOWN.stream()
        .filter(it ->
            it.getMessageTypeList().stream()
                .anyMatch(message -> name.equals("google.protobuf." + message.getName())))
        .findFirst();
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

  private static void file(List<FileDescriptorProto> files, ProtoOutput output) {
    if (files.isEmpty()) {
      error("There is no such file or symbol", output);
      return;
    }
    int answer = output.open(ProtoOutput.tag(4, ProtoOutput.BYTES));
    files.forEach(
        it -> output.varint(ProtoOutput.tag(1, ProtoOutput.BYTES)).block(it.toByteArray()));
    output.close(answer);
  }

  private static void extensions(String type, ProtoOutput output) {
    int answer = output.open(ProtoOutput.tag(5, ProtoOutput.BYTES));
    output.varint(ProtoOutput.tag(1, ProtoOutput.BYTES)).text(type);
    output.close(answer);
  }

  private void services(FileDescriptorProto seen, ProtoOutput output) {
    int answer = output.open(ProtoOutput.tag(6, ProtoOutput.BYTES));
    for (ServiceDescriptorProto service : seen.getServiceList()) {
      service(seen.getPackage() + "." + service.getName(), output);
    }
    service("grpc.health.v1.Health", output);
    service(name(), output);
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
