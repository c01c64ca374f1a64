package msingi.testkit.matrix;

/** Kinds of credentials, with how far each one reaches; what is not valid reaches nothing. */
public enum Credential {
  NONE(Reach.STRANGER),
  PUBLISHABLE_KEY(Reach.STRANGER),
  ANON_TOKEN(Reach.STRANGER),
  /** Of an account that nobody is known to own. */
  GUEST(Reach.GUEST),
  /** Of an account. */
  PERSON(Reach.PERSON),
  /** A token that another service signed with the shared secret: somebody without an account. */
  OUTSIDER(Reach.PERSON),
  SECRET_KEY(Reach.SERVICE),
  SERVICE_TOKEN(Reach.SERVICE),
  REVOKED_KEY(Reach.NOTHING),
  EXPIRED(Reach.NOTHING),
  /** Signed by somebody else. */
  FOREIGN(Reach.NOTHING),
  /** Of a session that was ended. */
  REVOKED(Reach.NOTHING),
  BANNED(Reach.NOTHING),
  DELETED(Reach.NOTHING),
  NONSENSE(Reach.NOTHING);

  private final Reach reach;

  Credential(Reach reach) {
    this.reach = reach;
  }

  /** How far a credential reaches; each further one opens what those before it open. */
  enum Reach {
    NOTHING,
    STRANGER,
    GUEST,
    PERSON,
    SERVICE
  }

  boolean reaches(Reach wanted) {
    return reach.compareTo(wanted) >= 0;
  }

  /**
   * Whether it is a key that stands as the bearer, with no key beside it: then it counts as one.
   */
  boolean isKeyAlone(Way way) {
    return this == REVOKED_KEY && way == Way.BEARER;
  }

  boolean valid() {
    return reach != Reach.NOTHING;
  }

  /** How a credential is shown. */
  public enum Way {
    APIKEY,
    BEARER,
    BOTH,
    /** As the bearer, beside a publishable key, as browsers do. */
    BEARER_BESIDE_KEY;

    boolean inKey() {
      return this == APIKEY || this == BOTH;
    }

    boolean inBearer() {
      return this != APIKEY;
    }
  }
}
