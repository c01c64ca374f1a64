package msingi.testkit.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.testing.integration.EmptyProtos;
import io.grpc.testing.integration.Messages.Payload;
import io.grpc.testing.integration.Messages.ResponseParameters;
import io.grpc.testing.integration.Messages.SimpleRequest;
import io.grpc.testing.integration.Messages.SimpleResponse;
import io.grpc.testing.integration.Messages.StreamingInputCallRequest;
import io.grpc.testing.integration.Messages.StreamingInputCallResponse;
import io.grpc.testing.integration.Messages.StreamingOutputCallRequest;
import io.grpc.testing.integration.Messages.StreamingOutputCallResponse;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import msingi.door.grpc.GrpcService;
import msingi.door.grpc.Status;
import msingi.http.Exchange;

/**
 * {@code grpc.testing.TestService} as the interoperability tests of gRPC describe it
 * (grpc/doc/interop-test-descriptions.md), on our server. Only tests have it.
 */
final class TestService implements GrpcService {
  private static final int INVALID_ARGUMENT = 3;

  @Override
  public String name() {
    return "grpc.testing.TestService";
  }

  @Override
  public List<String> methods() {
    return List.of(
        "EmptyCall",
        "UnaryCall",
        "CacheableUnaryCall",
        "StreamingOutputCall",
        "StreamingInputCall",
        "FullDuplexCall",
        "HalfDuplexCall");
  }

  @Override
  public Incoming call(String method, Exchange exchange, Replies replies) {
    echo(exchange);
    return switch (method) {
      case "EmptyCall" ->
          new Once(replies, _ -> send(replies, EmptyProtos.Empty.getDefaultInstance()));
      case "UnaryCall", "CacheableUnaryCall" -> new Once(replies, part -> unary(part, replies));
      case "StreamingInputCall" -> new Input(replies);
      case "HalfDuplexCall" -> new Output(replies, true);
      default -> new Output(replies, false);
    };
  }

  /** The metadata that the test service sends back. */
  private static void echo(Exchange exchange) {
    String initial = exchange.header("x-grpc-test-echo-initial");
    if (!initial.isEmpty()) {
      exchange.set("x-grpc-test-echo-initial", initial);
    }
    String context = exchange.header("google.protobuf.stringvalue-bin");
    if (!context.isEmpty()) {
      exchange.set("google.protobuf.stringvalue-bin", context);
      exchange.trailer("google.protobuf.stringvalue-bin", context);
    }
    String trailing = exchange.header("x-grpc-test-echo-trailing-bin");
    if (!trailing.isEmpty()) {
      exchange.trailer("x-grpc-test-echo-trailing-bin", trailing);
    }
  }

  private record Part(byte[] bytes, boolean compressed) {}

  private static Future<Void> send(Replies replies, Message message) {
    return replies.send(message.toByteArray(), false);
  }

  private static Payload payload(int size) {
    return Payload.newBuilder().setBody(ByteString.copyFrom(new byte[size])).build();
  }

  private static Future<Void> unary(Part part, Replies replies) {
    try {
      SimpleRequest request = SimpleRequest.parseFrom(part.bytes());
      if (request.getExpectCompressed().getValue() && !part.compressed()) {
        replies.end(Status.of(INVALID_ARGUMENT, "the message was to be compressed"));
      } else if (request.hasResponseStatus()) {
        replies.end(
            Status.of(
                request.getResponseStatus().getCode(), request.getResponseStatus().getMessage()));
      } else {
        byte[] answer =
            SimpleResponse.newBuilder()
                .setPayload(payload(request.getResponseSize()))
                .build()
                .toByteArray();
        return replies.send(answer, request.getResponseCompressed().getValue());
      }
    } catch (InvalidProtocolBufferException cause) {
      replies.end(Status.of(INVALID_ARGUMENT, cause.getMessage()));
    }
    return Future.succeededFuture();
  }

  /** One message, and what is done with it. */
  private static final class Once implements Incoming {
    private final Replies replies;
    private final java.util.function.Function<Part, Future<Void>> answer;

    Once(Replies replies, java.util.function.Function<Part, Future<Void>> answer) {
      this.replies = replies;
      this.answer = answer;
    }

    @Override
    public Future<Void> message(byte[] bytes, boolean compressed) {
      return answer.apply(new Part(bytes, compressed)).otherwiseEmpty();
    }

    @Override
    public void end() {
      replies.end(Status.OK);
    }
  }

  /** Adds up what comes. */
  private static final class Input implements Incoming {
    private final Replies replies;
    private int size;

    Input(Replies replies) {
      this.replies = replies;
    }

    @Override
    public Future<Void> message(byte[] bytes, boolean compressed) {
      try {
        StreamingInputCallRequest request = StreamingInputCallRequest.parseFrom(bytes);
        if (request.getExpectCompressed().getValue() && !compressed) {
          replies.end(Status.of(INVALID_ARGUMENT, "the message was to be compressed"));
        }
        size += request.getPayload().getBody().size();
      } catch (InvalidProtocolBufferException cause) {
        replies.end(Status.of(INVALID_ARGUMENT, cause.getMessage()));
      }
      return Future.succeededFuture();
    }

    @Override
    public void end() {
      send(replies, StreamingInputCallResponse.newBuilder().setAggregatedPayloadSize(size).build());
      replies.end(Status.OK);
    }
  }

  /** Answers each message by those it asks for; at once, or when all have come. */
  private static final class Output implements Incoming {
    private final Replies replies;
    private final boolean late;
    private final List<StreamingOutputCallRequest> kept = new ArrayList<>();
    private Future<Void> last = Future.succeededFuture();

    Output(Replies replies, boolean late) {
      this.replies = replies;
      this.late = late;
    }

    @Override
    public Future<Void> message(byte[] bytes, boolean compressed) {
      try {
        StreamingOutputCallRequest request = StreamingOutputCallRequest.parseFrom(bytes);
        if (late) {
          kept.add(request);
        } else {
          answer(request);
        }
      } catch (InvalidProtocolBufferException cause) {
        replies.end(Status.of(INVALID_ARGUMENT, cause.getMessage()));
      }
      return last.otherwiseEmpty();
    }

    private void answer(StreamingOutputCallRequest request) {
      if (request.hasResponseStatus()) {
        last =
            last.onComplete(_ ->
                replies.end(
                    Status.of(
                        request.getResponseStatus().getCode(),
                        request.getResponseStatus().getMessage())));
        return;
      }
      for (ResponseParameters each : request.getResponseParametersList()) {
        last = last.compose(_ -> after(each.getIntervalUs())).compose(_ -> one(each));
      }
    }

    private Future<Void> one(ResponseParameters asked) {
      byte[] answer =
          StreamingOutputCallResponse.newBuilder()
              .setPayload(payload(asked.getSize()))
              .build()
              .toByteArray();
      return replies.send(answer, asked.getCompressed().getValue());
    }

    private static Future<Void> after(int micros) {
      return micros == 0
          ? Future.succeededFuture()
          : Future.fromCompletionStage(
              CompletableFuture.runAsync(
                  () -> {}, CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS)));
    }

    @Override
    public void end() {
      kept.forEach(this::answer);
      last.onComplete(_ -> replies.end(Status.OK));
    }
  }
}
