package msingi.integration;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A provider of text messages that is called by HTTP as the operator configured.
 *
 * @see Provider
 */
public final class TextGateway implements TextMessages {
  private static final long MILLIS = 15_000;
  private static final int OK = 200;
  private static final int REDIRECT = 300;
  private static final int BAD = 400;
  private static final int NOT_NOW = 408;
  private static final int TOO_MANY = 429;
  private static final int FAILED = 500;
  private static final int MOST_REASON = 200;

  private final Outbound outbound;
  private final Provider provider;

  /**
   * How a provider is called.
   *
   * @param headers by name; they may hold secrets and are never shown
   * @param body in which {@code {{to}}} and {@code {{text}}} stand for the number and the message,
   *     escaped as the {@code Content-Type} wants: JSON, a form, or neither
   */
  public record Provider(URI target, String method, Map<String, String> headers, String body) {
    public Provider {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Provider[" + target.getHost() + "]";
    }
  }

  public TextGateway(Outbound outbound, Provider provider) {
    this.outbound = outbound;
    this.provider = provider;
  }

  @Override
  public Delivery send(String number, String text) {
    UnaryOperator<String> escape = escape();
    String body =
        provider
            .body()
            .replace("{{to}}", "\u0000")
            .replace("{{text}}", escape.apply(text))
            .replace("\u0000", escape.apply(number));
    Outbound.Call call =
        new Outbound.Call(provider.method(), provider.target(), provider.headers(), body, MILLIS);
    try {
      return judged(outbound.configured(call).await());
    } catch (Exception cause) {
      // Awaiting throws whatever the call failed with.
      return new Delivery.Later(reason(String.valueOf(cause)));
    }
  }

  private Delivery judged(Outbound.Answer answer) {
    int status = answer.status();
    if (status >= OK && status < REDIRECT) {
      return new Delivery.Sent();
    }
    boolean ours = status >= BAD && status < FAILED && status != NOT_NOW && status != TOO_MANY;
    String reason = "status " + status;
    return ours ? new Delivery.Never(reason) : new Delivery.Later(reason);
  }

  private static String reason(String text) {
    return text.substring(0, Math.min(text.length(), MOST_REASON));
  }

  private UnaryOperator<String> escape() {
    String type =
        provider.headers().entrySet().stream()
            .filter(it -> it.getKey().equalsIgnoreCase("Content-Type"))
            .map(it -> it.getValue().toLowerCase(Locale.ROOT))
            .findFirst()
            .orElse("");
    if (type.contains("json")) {
      return TextGateway::json;
    }
    return type.contains("x-www-form-urlencoded")
        ? it -> URLEncoder.encode(it, StandardCharsets.UTF_8)
        : it -> it;
  }

  /** Inside the quotes of a JSON text. */
  private static String json(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        out.append('\\').append(each);
      } else if (each < ' ') {
        out.append("\\u%04x".formatted((int) each));
      } else {
        out.append(each);
      }
    }
    return out.toString();
  }
}
