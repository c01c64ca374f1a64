package msingi.migrate;

/** When a step is made, so that requests need not stop for it. */
public enum Phase {
  /** Before the swap: both the old and the new definition can work afterwards. */
  EXPAND,
  /** In the moment of the swap: only one of the two can work (renames, other types, other keys). */
  SWAP,
  /** After the last request of the old definition: what only the new one can live with. */
  CONTRACT
}
