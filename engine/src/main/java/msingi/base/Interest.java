package msingi.base;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether anybody still waits for what is done. May be used by many threads. */
public final class Interest {
  /** One that is never lost. */
  public static final Interest LASTING = new Interest(true);

  private static final Runnable NOTHING = () -> {};

  private final boolean lasting;
  private final Set<Runnable> told = new HashSet<>();
  private volatile boolean lost;

  /** An interest that may be lost. */
  public Interest() {
    this(false);
  }

  private Interest(boolean lasting) {
    this.lasting = lasting;
  }

  /** Whether nobody waits any more. */
  public boolean lost() {
    return lost;
  }

  /** Says that nobody waits any more, for good. */
  public void lose() {
    if (lasting) {
      throw new IllegalStateException("an interest that lasts is not lost");
    }
    List<Runnable> all;
    synchronized (this) {
      lost = true;
      all = List.copyOf(told);
      told.clear();
    }
    all.forEach(Runnable::run);
  }

  /**
   * Does something when the interest is lost; at once where it is.
   *
   * @return takes that back
   */
  public Runnable whenLost(Runnable work) {
    if (lasting) {
      return NOTHING;
    }
    synchronized (this) {
      if (!lost) {
        told.add(work);
        return () -> forget(work);
      }
    }
    work.run();
    return NOTHING;
  }

  private synchronized void forget(Runnable work) {
    told.remove(work);
  }
}
