package msingi.store;

/** What a store may be able to do; each claim is proven by the contract suite. */
public enum Capability {
  /** Transactions of several steps. */
  TRANSACTIONS,
  /** Nested rows in one statement. */
  NESTED_READS,
  /** {@code backup} while serving. */
  ONLINE_BACKUP,
  /** Several writers at once. */
  CONCURRENT_WRITES,
  /** Decimals of more than 18 digits. */
  WIDE_DECIMALS
}
