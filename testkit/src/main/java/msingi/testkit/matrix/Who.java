package msingi.testkit.matrix;

/** Who may take a route: the words of the table, and all that decides what is expected. */
public enum Who {
  /** Whatever is shown is not even looked at. */
  EVERYBODY,
  /** Everybody whose key is good; what else stands as the bearer is not looked at. */
  ANYONE,
  /** Who bears the token of an account of ours. */
  ACCOUNT,
  /** The same, but no guest. */
  OWNER,
  /** Everybody whose credentials are good. */
  STRANGER,
  /** Who is signed in, guests as well. */
  GUEST,
  /** Who is signed in and no guest. */
  PERSON,
  /** Who passes rules. */
  SERVICE;

  /** Whether a credential, shown in a way, opens the route. */
  public boolean admits(Credential credential, Credential.Way way) {
    return switch (this) {
      case EVERYBODY -> true;
      case ANYONE -> credential.valid() || !(way.inKey() || credential.isKeyAlone(way));
      case ACCOUNT ->
          way.inBearer() && (credential == Credential.PERSON || credential == Credential.GUEST);
      case OWNER -> way.inBearer() && credential == Credential.PERSON;
      case STRANGER -> credential.reaches(Credential.Reach.STRANGER);
      case GUEST -> credential.reaches(Credential.Reach.GUEST);
      case PERSON -> credential.reaches(Credential.Reach.PERSON);
      case SERVICE -> credential.reaches(Credential.Reach.SERVICE);
    };
  }
}
