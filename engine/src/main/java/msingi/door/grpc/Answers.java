package msingi.door.grpc;

import msingi.http.Exchange;
import msingi.wire.Output;

/** Answers as HTTP carries them (gRPC over HTTP/2, Responses). */
final class Answers {
  static final String TYPE = "application/grpc";

  /** Less gains nothing: it fits a packet. */
  private static final int LEAST_COMPRESSED = 1_024;

  private Answers() {}

  /** Sends a message whose frame is still open, and that all is well. */
  static void message(Exchange exchange, ProtoOutput output) {
    if (!exchange.claim()) {
      return;
    }
    output.closeFrame(0);
    ProtoOutput sent = output;
    int size = output.length() - ProtoOutput.FRAME;
    if (size >= LEAST_COMPRESSED && Metadata.gzip(exchange)) {
      exchange.set("grpc-encoding", "gzip");
      sent = Frames.compressed(output.array(), ProtoOutput.FRAME, size);
    }
    exchange.trailer("grpc-status", "0");
    exchange.end(200, TYPE, Output.of(sent.array(), sent.length()));
  }

  /** Says what became of a call without any message: a head that is the end too. */
  static void status(Exchange exchange, Status status) {
    exchange.set("content-type", TYPE).set("grpc-status", Integer.toString(status.number()));
    if (!status.message().isEmpty()) {
      exchange.set("grpc-message", status.encodedMessage());
    }
    if (status.details().length > 0) {
      exchange.set("grpc-status-details-bin", status.encodedDetails());
    }
    exchange.end(200);
  }

  /** Says after messages what became of a call. */
  static void trailers(Exchange exchange, Status status) {
    exchange.trailer("grpc-status", Integer.toString(status.number()));
    if (!status.message().isEmpty()) {
      exchange.trailer("grpc-message", status.encodedMessage());
    }
    if (status.details().length > 0) {
      exchange.trailer("grpc-status-details-bin", status.encodedDetails());
    }
  }
}
