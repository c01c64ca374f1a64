package msingi.door.grpc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Caller;

/**
 * How a call ended: the number of the catalogue, a message, and {@code google.rpc.Status} with
 * {@code ErrorInfo}, {@code BadRequest} and {@code RetryInfo} (google/rpc/error_details.proto).
 *
 * @param number of the gRPC specification ("Status codes and their use in gRPC"), 0 for success
 * @param details the bytes of {@code google.rpc.Status}; none on success
 */
public record Status(int number, String message, byte[] details) {
  /** All is well. */
  public static final Status OK = new Status(0, "", new byte[0]);

  static final int INVALID_ARGUMENT = 3;
  static final int UNIMPLEMENTED = 12;
  static final int UNAVAILABLE = 14;
  static final int UNAUTHENTICATED = 16;

  /** What is longer would not fit the headers that clients take. */
  private static final int LONGEST = 1_000;

  private static final int RESOURCE_EXHAUSTED = 8;

  private static final String TYPE = "type.googleapis.com/google.rpc.";

  /** A status without details. */
  public static Status of(int number, String message) {
    return new Status(number, cut(message), new byte[0]);
  }

  /** The status of a problem. */
  static Status of(Problem problem, Caller caller) {
    boolean stranger = problem.code() == ErrorCode.FORBIDDEN && caller.role() == Caller.Role.ANON;
    int number = stranger ? UNAUTHENTICATED : number(problem);
    return new Status(number, cut(problem.message()), details(number, problem));
  }

  /** The catalogue's number, or that of the HTTP status that the application chose instead. */
  static int number(Problem problem) {
    int own = problem.own().status();
    return own == 0 ? problem.code().grpc() : ofHttp(own);
  }

  /** As google.rpc.Code names the HTTP status of each code. */
  private static int ofHttp(int status) {
    return switch (status) {
      case 400, 422 -> INVALID_ARGUMENT;
      case 401 -> UNAUTHENTICATED;
      case 403 -> 7;
      case 404 -> 5;
      case 405, 501 -> UNIMPLEMENTED;
      case 409 -> 10;
      case 412 -> 9;
      case 416 -> 11;
      case 429 -> RESOURCE_EXHAUSTED;
      case 499 -> 1;
      case 503 -> UNAVAILABLE;
      case 504 -> 4;
      default -> status < 500 ? 9 : 13;
    };
  }

  private static byte[] details(int number, Problem problem) {
    ProtoOutput output = new ProtoOutput(256);
    output.varint(ProtoOutput.tag(1, ProtoOutput.VARINT)).varint(number);
    text(output, 2, cut(problem.message()));
    ProtoOutput info = new ProtoOutput(128);
    text(info, 1, problem.shownCode());
    text(info, 2, "msingi");
    entry(info, "details", problem.details());
    entry(info, "hint", problem.hint());
    any(output, "ErrorInfo", info);
    if (number == INVALID_ARGUMENT) {
      ProtoOutput bad = new ProtoOutput(128);
      int violation = bad.open(ProtoOutput.tag(1, ProtoOutput.BYTES));
      text(bad, 2, cut(problem.message()));
      bad.close(violation);
      any(output, "BadRequest", bad);
    }
    if (number == UNAVAILABLE) {
      ProtoOutput retry = new ProtoOutput(8);
      int delay = retry.open(ProtoOutput.tag(1, ProtoOutput.BYTES));
      retry.varint(ProtoOutput.tag(1, ProtoOutput.VARINT)).varint(1);
      retry.close(delay);
      any(output, "RetryInfo", retry);
    }
    return output.toByteArray();
  }

  private static void text(ProtoOutput output, int number, String text) {
    output.varint(ProtoOutput.tag(number, ProtoOutput.BYTES)).text(text);
  }

  /** An entry of ErrorInfo.metadata, unless it is empty. */
  private static void entry(ProtoOutput output, String key, String value) {
    if (!value.isEmpty()) {
      int entry = output.open(ProtoOutput.tag(3, ProtoOutput.BYTES));
      text(output, 1, key);
      text(output, 2, cut(value));
      output.close(entry);
    }
  }

  /** A detail: google.protobuf.Any with the message's bytes. */
  private static void any(ProtoOutput output, String name, ProtoOutput message) {
    int any = output.open(ProtoOutput.tag(3, ProtoOutput.BYTES));
    text(output, 1, TYPE + name);
    output.varint(ProtoOutput.tag(2, ProtoOutput.BYTES)).block(message.toByteArray());
    output.close(any);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** The details as a header holds them. */
  String encodedDetails() {
    return Base64.getEncoder().withoutPadding().encodeToString(details);
  }

  /** The message as a header holds it: what is no visible ASCII, and the percent sign, escaped. */
  String encodedMessage() {
    StringBuilder text = new StringBuilder(message.length());
    for (byte each : message.getBytes(StandardCharsets.UTF_8)) {
      if (each >= ' ' && each <= '~' && each != '%') {
        text.append((char) each);
      } else {
        text.append('%');
        text.append(Character.toUpperCase(Character.forDigit(each >> 4 & 15, 16)));
        text.append(Character.toUpperCase(Character.forDigit(each & 15, 16)));
      }
    }
    return text.toString();
  }
}
