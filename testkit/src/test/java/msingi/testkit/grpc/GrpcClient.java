package msingi.testkit.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.protobuf.StatusProto;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * grpc-java as a client that knows nothing but where the server is: what it may call it learns by
 * reflection. Messages go in and come out as JSON.
 */
public final class GrpcClient implements AutoCloseable {
  private final ManagedChannel channel;
  private final Channel caller;
  private final AtomicReference<Metadata> header = new AtomicReference<>();
  private final AtomicReference<Metadata> trailer = new AtomicReference<>();
  private final StringBuilder heard = new StringBuilder();
  // A machine that is busy may take longer than a connection waits for its own threads.
  private CallOptions options = CallOptions.DEFAULT.withWaitForReady();
  private final FileDescriptor file;

  /** Asks the server at once what the caller of these headers may call. */
  public GrpcClient(URI server, Map<String, String> headers) {
    this(server, headers, true);
  }

  /** One that asks nothing of reflection: it knows raw bytes only. */
  public static GrpcClient blind(URI server, Map<String, String> headers) {
    return new GrpcClient(server, headers, false);
  }

  private GrpcClient(URI server, Map<String, String> headers, boolean asks) {
    this(
        OkHttpChannelBuilder.forAddress(server.getHost(), server.getPort()).usePlaintext().build(),
        headers,
        asks);
  }

  /** The same over a channel that is there. */
  GrpcClient(ManagedChannel channel, Map<String, String> headers) {
    this(channel, headers, true);
  }

  private GrpcClient(ManagedChannel channel, Map<String, String> headers, boolean asks) {
    this.channel = channel;
    this.caller =
        ClientInterceptors.intercept(
            channel,
            MetadataUtils.newAttachHeadersInterceptor(metadata(headers)),
            MetadataUtils.newCaptureMetadataInterceptor(header, trailer));
    this.file =
        asks ? described(new HashMap<>(), "") : com.google.protobuf.EmptyProto.getDescriptor();
  }

  static Metadata metadata(Map<String, String> headers) {
    Metadata metadata = new Metadata();
    headers.forEach((name, value) ->
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
    return metadata;
  }

  Channel channel() {
    return caller;
  }

  /** What the server says of itself. */
  public FileDescriptor file() {
    return file;
  }

  void options(CallOptions wanted) {
    options = wanted;
  }

  /** The names of the services that reflection lists. */
  List<String> services() {
    return ask(ServerReflectionRequest.newBuilder().setListServices("").build())
        .getListServicesResponse()
        .getServiceList()
        .stream()
        .map(it -> it.getName())
        .toList();
  }

  ServerReflectionResponse ask(ServerReflectionRequest request) {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> asking =
        ServerReflectionGrpc.newStub(caller)
            .withWaitForReady()
            .withDeadlineAfter(60, TimeUnit.SECONDS)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse next) {
                    answer.complete(next);
                  }

                  @Override
                  public void onError(Throwable cause) {
                    answer.completeExceptionally(cause);
                  }

                  @Override
                  public void onCompleted() {
                    answer.completeExceptionally(new IllegalStateException("no answer"));
                  }
                });
    asking.onNext(request);
    try {
      ServerReflectionResponse said = answer.get();
      asking.onCompleted();
      return said;
    } catch (InterruptedException | ExecutionException cause) {
      throw new IllegalStateException(cause);
    }
  }

  private FileDescriptor described(Map<String, FileDescriptor> known, String name) {
    FileDescriptor there = known.get(name);
    if (there != null) {
      return there;
    }
    try {
      FileDescriptorProto proto = FileDescriptorProto.parseFrom(bytes(name));
      List<FileDescriptor> imported = new ArrayList<>();
      for (String each : proto.getDependencyList()) {
        imported.add(described(known, each));
      }
      FileDescriptor made =
          FileDescriptor.buildFrom(proto, imported.toArray(FileDescriptor[]::new));
      known.put(name, made);
      return made;
    } catch (InvalidProtocolBufferException | DescriptorValidationException cause) {
      throw new IllegalStateException(cause);
    }
  }

  private ByteString bytes(String name) {
    ServerReflectionRequest.Builder asked = ServerReflectionRequest.newBuilder();
    if (name.isEmpty()) {
      String first =
          services().stream().filter(it -> !it.startsWith("grpc.")).findFirst().orElse("");
      if (first.isEmpty()) {
        return FileDescriptorProto.getDefaultInstance().toByteString();
      }
      asked.setFileContainingSymbol(first);
    } else {
      asked.setFileByFilename(name);
    }
    return ask(asked.build()).getFileDescriptorResponse().getFileDescriptorProto(0);
  }

  private MethodDescriptor method(String name) {
    String[] parts = name.split("/", 2);
    return file.findServiceByName(parts[0]).findMethodByName(parts[1]);
  }

  private io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> wire(MethodDescriptor method) {
    return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
        .setType(
            method.isServerStreaming()
                ? io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING
                : io.grpc.MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(
            io.grpc.MethodDescriptor.generateFullMethodName(
                method.getService().getFullName(), method.getName()))
        .setRequestMarshaller(
            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
        .setResponseMarshaller(
            ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
        .build();
  }

  private static DynamicMessage message(MethodDescriptor method, String json) {
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(method.getInputType());
    try {
      JsonFormat.parser().merge(json, builder);
    } catch (InvalidProtocolBufferException cause) {
      throw new IllegalArgumentException(json, cause);
    }
    return builder.build();
  }

  public static String json(DynamicMessage message) {
    try {
      return JsonFormat.printer()
          .omittingInsignificantWhitespace()
          .preservingProtoFieldNames()
          .print(message);
    } catch (InvalidProtocolBufferException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** Calls a method such as {@code ToolsService/Get}; the answer, or the name of the status. */
  public String call(String name, String request) {
    try {
      return json(ask(name, request));
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode() + ": " + refused.getStatus().getDescription();
    }
  }

  /** What came back by {@link #ask} and {@link #stream} since this was last asked for. */
  public String heard() {
    String all = heard.toString();
    heard.setLength(0);
    return all;
  }

  /** Metadata but what is of one call only. */
  private String metadata() {
    StringBuilder text = new StringBuilder();
    for (AtomicReference<Metadata> each : List.of(header, trailer)) {
      Metadata metadata = each.getAndSet(null);
      if (metadata != null) {
        for (String own : List.of("x-request-id", "date", "server-timing")) {
          metadata.discardAll(Metadata.Key.of(own, Metadata.ASCII_STRING_MARSHALLER));
        }
        text.append(metadata).append('\n');
      }
    }
    return text.toString();
  }

  /** The same as a message. */
  public DynamicMessage ask(String name, String request) {
    MethodDescriptor method = method(name);
    DynamicMessage message = message(method, request);
    try {
      DynamicMessage answer =
          ClientCalls.blockingUnaryCall(
              caller, wire(method), options.withDeadlineAfter(60, TimeUnit.SECONDS), message);
      heard.append(answer);
      return answer;
    } catch (StatusRuntimeException refused) {
      heard.append(refused.getStatus());
      throw refused;
    } finally {
      heard.append(metadata());
    }
  }

  /** What a call is refused with. */
  com.google.rpc.Status refusal(String name, String request) {
    try {
      throw new AssertionError(json(ask(name, request)));
    } catch (StatusRuntimeException refused) {
      return StatusProto.fromThrowable(refused);
    }
  }

  /** The messages of a stream. */
  public List<String> stream(String name, String request) {
    MethodDescriptor method = method(name);
    Iterator<DynamicMessage> messages =
        ClientCalls.blockingServerStreamingCall(
            caller,
            wire(method),
            options.withDeadlineAfter(60, TimeUnit.SECONDS),
            message(method, request));
    List<String> all = new ArrayList<>();
    try {
      messages.forEachRemaining(it -> all.add(json(it)));
    } catch (StatusRuntimeException refused) {
      heard.append(refused.getStatus());
      throw refused;
    } finally {
      heard.append(all).append(metadata());
    }
    return all;
  }

  /** The status of a call of raw bytes to any path. */
  public Status.Code raw(String path, byte[] bytes) {
    String answer = answer(path, bytes);
    return Status.Code.valueOf(answer.substring(0, answer.indexOf(' ')));
  }

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  /** Everything that comes back for raw bytes to any path: the status, messages, details. */
  String answer(String path, byte[] bytes) {
    io.grpc.MethodDescriptor.Marshaller<byte[]> marshaller =
        new io.grpc.MethodDescriptor.Marshaller<>() {
          @Override
          public java.io.InputStream stream(byte[] value) {
            return new java.io.ByteArrayInputStream(value);
          }

          @Override
          public byte[] parse(java.io.InputStream stream) {
            try {
              return stream.readAllBytes();
            } catch (java.io.IOException cause) {
              throw new java.io.UncheckedIOException(cause);
            }
          }
        };
    boolean stream = path.endsWith("/Stream");
    StringBuilder said = new StringBuilder();
    try {
      Iterator<byte[]> messages =
          ClientCalls.blockingServerStreamingCall(
              caller,
              io.grpc.MethodDescriptor.<byte[], byte[]>newBuilder()
                  .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
                  .setFullMethodName(path)
                  .setRequestMarshaller(marshaller)
                  .setResponseMarshaller(marshaller)
                  .build(),
              options.withDeadlineAfter(60, TimeUnit.SECONDS),
              bytes);
      while (messages.hasNext()) {
        String text = new String(messages.next(), java.nio.charset.StandardCharsets.ISO_8859_1);
        said.append(text.length()).append(':').append(text).append(stream ? ";" : "");
        if (path.endsWith("/Watch")) {
          // It goes on until the channel is closed.
          return "OK " + said;
        }
      }
      return "OK " + said + " " + metadata();
    } catch (StatusRuntimeException refused) {
      byte[] details = refused.getTrailers() == null ? null : refused.getTrailers().get(DETAILS);
      return refused.getStatus().getCode()
          + " "
          + refused.getStatus().getDescription()
          + " "
          + (details == null
              ? ""
              : new String(details, java.nio.charset.StandardCharsets.ISO_8859_1))
          + " "
          + metadata();
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
