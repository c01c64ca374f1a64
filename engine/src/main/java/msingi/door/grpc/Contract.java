package msingi.door.grpc;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.App;
import msingi.definition.Collection;

/**
 * The messages and services of an application with their numbers, before any caller: what a caller
 * sees of them the Surface says. Immutable.
 *
 * @param name the package
 * @param rows by the collection's id
 * @param calls by the function's id
 * @param services what stands behind the full name of a service
 * @param lock the numbers as they are now
 */
record Contract(
    App app,
    String name,
    Map<String, RowMessage> rows,
    Map<String, CallMessages> calls,
    Map<String, Service> services,
    Lock lock) {

  /** The service of functions. */
  static final String FUNCTIONS = "FunctionsService";

  Contract {
    rows = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    calls = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(calls));
    services = Map.copyOf(services);
  }

  /** What stands behind a service. */
  sealed interface Service {
    /** The rows of a collection. */
    record Rows(RowMessage message) implements Service {}

    /** All functions, by the names of their methods. */
    record Calls(Map<String, CallMessages> methods) implements Service {
      public Calls {
        methods = Map.copyOf(methods);
      }
    }
  }

  /**
   * The messages of a collection.
   *
   * @param collection its id
   * @param name the message of a row
   * @param slots in order of their numbers
   * @param byNumber the same by number
   * @param byName the same by name; searches are not among them
   */
  record RowMessage(
      String collection,
      String name,
      List<Slot> slots,
      Map<Integer, Slot> byNumber,
      Map<String, Slot> byName,
      Map<String, Slot.Value> byKey) {

    static RowMessage of(String collection, String name, List<Slot> slots) {
      Map<Integer, Slot> byNumber = new HashMap<>();
      Map<String, Slot> byName = new HashMap<>();
      Map<String, Slot.Value> byKey = new HashMap<>();
      for (Slot slot : slots) {
        byNumber.put(slot.number(), slot);
        if (!(slot instanceof Slot.Words)) {
          byName.put(slot.name(), slot);
        }
        if (slot instanceof Slot.Value value) {
          byKey.put(value.key(), value);
        }
      }
      return new RowMessage(collection, name, slots, byNumber, byName, byKey);
    }

    RowMessage {
      slots = List.copyOf(slots);
      byNumber = Map.copyOf(byNumber);
      byName = Map.copyOf(byName);
      byKey = Map.copyOf(byKey);
    }

    /** The service's name. */
    String service() {
      return name + "Service";
    }

    /** The value of a column; the caller knows that it is there. */
    Slot.Value value(String column) {
      Slot.Value found = byKey.get(column);
      if (found == null) {
        throw new IllegalArgumentException("no field of " + column);
      }
      return found;
    }

    Optional<Slot> slot(int number) {
      return Optional.ofNullable(byNumber.get(number));
    }
  }

  /**
   * The messages of a function.
   *
   * @param function its id
   * @param name of its method; what it takes and answers is called after it
   * @param arguments in order of their numbers
   * @param answer the columns of its rows; none where it answers nothing or rows of a collection
   */
  record CallMessages(
      String function, String name, List<Slot.Value> arguments, List<Slot.Value> answer) {
    CallMessages {
      arguments = List.copyOf(arguments);
      answer = List.copyOf(answer);
    }
  }

  /** The message of a collection; the caller knows that it is there. */
  RowMessage row(Collection collection) {
    return row(collection.id());
  }

  /** The same by its id. */
  RowMessage row(String collection) {
    RowMessage found = rows.get(collection);
    if (found == null) {
      throw new IllegalArgumentException("no message of " + collection);
    }
    return found;
  }

  /** The contract of an application. */
  static Contract of(App app, Lock lock) {
    return new ContractBuilder(app, lock).build();
  }
}
