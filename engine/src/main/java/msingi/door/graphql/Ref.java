package msingi.door.graphql;

/** A type as it is referred to: its name, and what is around it. */
sealed interface Ref {
  /** The type of this name. */
  record Named(String name) implements Ref {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Never null. */
  record Required(Ref of) implements Ref {
    @Override
    public String toString() {
      return of + "!";
    }
  }

  /** Several. */
  record Listed(Ref of) implements Ref {
    @Override
    public String toString() {
      return "[" + of + "]";
    }
  }

  /** A nullable type. */
  static Ref of(String name) {
    return new Named(name);
  }

  /** A type that is never null. */
  static Ref required(String name) {
    return new Required(new Named(name));
  }

  /** {@code [Name!]}. */
  static Ref listed(String name) {
    return new Listed(required(name));
  }

  /** {@code [Name!]!}. */
  static Ref all(String name) {
    return new Required(listed(name));
  }

  /** The name inside. */
  default String name() {
    return switch (this) {
      case Named it -> it.name();
      case Required it -> it.of().name();
      case Listed it -> it.of().name();
    };
  }
}
