package msingi.integration;

/** What came of sending something. Reasons are for the operator and name no address. */
public sealed interface Delivery {
  /** The other side took it. */
  record Sent() implements Delivery {}

  /** It may go better later. */
  record Later(String reason) implements Delivery {}

  /** It will never go: the other side refused this recipient or this content. */
  record Never(String reason) implements Delivery {}
}
