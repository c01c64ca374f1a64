package msingi.expression;

import java.util.List;

/**
 * The values of one request that fill an expression's open places.
 *
 * @param parameters what the client sent, by {@link Expression.Parameter#index()}
 * @param principal who asks
 * @param nowMicros the request's moment, microseconds since 1970
 */
public record Bindings(List<Value> parameters, Principal principal, long nowMicros) {

  /** Who asks, as far as expressions can see it. */
  @FunctionalInterface
  public interface Principal {
    /** The value of an attribute; {@link Value.Null#NULL} when it is absent. */
    Value value(Expression.Caller attribute);
  }
}
