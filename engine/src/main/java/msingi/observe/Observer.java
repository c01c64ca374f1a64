package msingi.observe;

import java.util.List;

/** Listens to what happens. Called on hot paths and event loops: must not block and not throw. */
@FunctionalInterface
public interface Observer {

  /** Something happened. */
  void observe(Observation observation);

  /** Nobody listens. */
  Observer NONE = _ -> {};

  /** Several listeners, told in order. */
  static Observer all(Observer... observers) {
    List<Observer> listeners = List.of(observers);
    return observation -> {
      for (Observer listener : listeners) {
        listener.observe(observation);
      }
    };
  }
}
