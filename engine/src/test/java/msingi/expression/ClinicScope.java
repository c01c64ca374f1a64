package msingi.expression;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of a small clinic, for reading expressions in tests. */
final class ClinicScope implements Scope {
  private static final Map<String, Map<String, Meaning>> NAMES =
      Map.of(
          "users",
          Map.of("id", stored("id", Type.Scalar.UUID), "name", stored("name", Type.Scalar.TEXT)),
          "clinics",
          Map.of(
              "id", stored("id", Type.Scalar.UUID),
              "name", stored("name", Type.Scalar.TEXT),
              "tags", stored("tags", new Type.Array(Type.Scalar.TEXT)),
              "head", new Meaning.Leads("head", "users", false),
              "staff", new Meaning.Leads("staff", "users", true)),
          "patients",
          Map.ofEntries(
              Map.entry("id", stored("id", Type.Scalar.UUID)),
              Map.entry("name", stored("name", Type.Scalar.TEXT)),
              Map.entry("status", stored("status", Type.Scalar.TEXT)),
              Map.entry("age", stored("age", Type.Scalar.INT)),
              Map.entry("visits", stored("visits", Type.Scalar.LONG)),
              Map.entry("weight", stored("weight", Type.Scalar.FLOAT)),
              Map.entry("owes", stored("owes", new Type.Decimal(10, 2))),
              Map.entry("active", stored("active", Type.Scalar.BOOL)),
              Map.entry("born_on", stored("born_on", Type.Scalar.DATE)),
              Map.entry("seen_at", stored("seen_at", Type.Scalar.TIMESTAMP)),
              Map.entry("extra", stored("extra", Type.Scalar.JSON)),
              Map.entry("photo", stored("photo", Type.Scalar.BYTES)),
              Map.entry("marks", stored("marks", new Type.Array(Type.Scalar.INT))),
              Map.entry("clinic_id", stored("clinic_id", Type.Scalar.UUID)),
              Map.entry("clinic", new Meaning.Leads("clinic", "clinics", false)),
              Map.entry("card", new Meaning.Leads("card", "cards", false)),
              Map.entry("room", new Meaning.Leads("room", "rooms", false))),
          "cards",
          Map.of("number", stored("number", Type.Scalar.TEXT)),
          "rooms",
          Map.of("floor", stored("floor", Type.Scalar.INT)));

  private static Meaning stored(String column, Type type) {
    return new Meaning.Stored(column, type);
  }

  @Override
  public Optional<Meaning> resolve(String collection, String name) {
    return Optional.ofNullable(NAMES.getOrDefault(collection, Map.of()).get(name));
  }

  @Override
  public boolean role(String name) {
    return name.equals("nurse") || name.equals("doctor");
  }

  @Override
  public List<String> names(String collection) {
    return NAMES.getOrDefault(collection, Map.of()).keySet().stream().sorted().toList();
  }

  @Override
  public List<String> oneOf(String collection, String column) {
    return column.equals("status") ? List.of("booked", "arrived", "seen") : List.of();
  }

  @Override
  public List<Link> links(String collection, String relation) {
    return switch (relation) {
      case "clinic" -> List.of(new Link("clinic_id", Type.Scalar.UUID));
      case "head" -> List.of(new Link("head_id", Type.Scalar.UUID));
      case "room" ->
          List.of(new Link("room_floor", Type.Scalar.INT), new Link("room_door", Type.Scalar.INT));
      default -> List.of();
    };
  }
}
