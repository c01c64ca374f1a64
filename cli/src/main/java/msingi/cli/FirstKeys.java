package msingi.cli;

import msingi.auth.Keys;

/** The keys of an application that has none yet: made at its first start, and shown that once. */
final class FirstKeys {
  private final Keys keys;
  private final Screen screen;

  FirstKeys(Keys keys, Screen screen) {
    this.keys = keys;
    this.screen = screen;
  }

  /**
   * Makes a publishable and a secret key where there is none that still counts.
   *
   * @param name what they are for
   * @return whether it made them
   */
  boolean shown(String name) {
    if (keys.list().await().stream().anyMatch(it -> !it.revoked())) {
      return false;
    }
    String open = keys.create(Keys.Kind.PUBLISHABLE, name).await().text();
    String secret = keys.create(Keys.Kind.SECRET, name).await().text();
    screen.say("Keys, shown this once:");
    screen.say("  " + open + "   for browsers and apps");
    screen.say("  " + secret + "   passes all rules: keep it on servers");
    return true;
  }
}
