package msingi.auth;

/** Hashes as another does, but something happens the first time that a password is compared. */
public final class Meanwhile implements Hasher {
  private final Hasher hasher;
  private Runnable act;

  public Meanwhile(Hasher hasher, Runnable act) {
    this.hasher = hasher;
    this.act = act;
  }

  @Override
  public String hash(String password) {
    return hasher.hash(password);
  }

  @Override
  public boolean verify(String password, String hash) {
    boolean right = hasher.verify(password, hash);
    Runnable now = act;
    act = () -> {};
    now.run();
    return right;
  }

  @Override
  public Hasher familiar() {
    return this;
  }

  @Override
  public void demandRoom() {
    hasher.demandRoom();
  }

  @Override
  public boolean outdated(String hash) {
    return hasher.outdated(hash);
  }
}
