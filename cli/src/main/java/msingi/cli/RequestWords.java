package msingi.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.definition.App;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Value;
import msingi.request.Request;

/**
 * A request in a few words.
 *
 * @param lines for people
 * @param touched the operations whose rules apply, by the collection's id
 */
record RequestWords(List<String> lines, Map<String, Set<String>> touched) {

  static RequestWords of(App app, Request request) {
    return new Telling(app, request).told();
  }

  private static final class Telling {
    private final App app;
    private final Request request;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Set<String>> touched = new LinkedHashMap<>();

    Telling(App app, Request request) {
      this.app = app;
      this.request = request;
    }

    RequestWords told() {
      switch (request) {
        case Request.Read read -> {
          String counted =
              switch (read.count()) {
                case NONE -> "";
                case EXACT -> ", and counts all that match";
                case PLANNED, ESTIMATED -> ", and counts or guesses all that match";
              };
          lines.add("reads " + read.query().collection() + window(read, read.query()) + counted);
          query(read.query(), "  ");
        }
        case Request.Call call -> {
          lines.add("calls " + call.function() + " with " + call.arguments().keySet());
          query(call.query(), "  ");
        }
        case Request.Insert insert -> {
          touch(insert.collection(), "create");
          String conflict =
              switch (insert.conflict()) {
                case Request.Conflict.Fail _ -> "";
                case Request.Conflict.Ignore it -> "; leaves rows with the same " + it.columns();
                case Request.Conflict.Merge it -> "; changes rows with the same " + it.columns();
              };
          lines.add("creates " + insert.rows().size() + " in " + insert.collection() + conflict);
          if (insert.conflict() instanceof Request.Conflict.Merge) {
            touch(insert.collection(), "read", "update");
          }
          returning(insert);
        }
        case Request.Update update -> {
          touch(update.collection(), "read", "update");
          lines.add("sets " + update.columns() + " in " + update.collection());
          hops(update.filter());
          returning(update);
        }
        case Request.Delete delete -> {
          touch(delete.collection(), "read", "delete");
          lines.add("deletes from " + delete.collection());
          hops(delete.filter());
          returning(delete);
        }
      }
      return new RequestWords(List.copyOf(lines), Map.copyOf(touched));
    }

    private void touch(String collection, String... operations) {
      if (!app.collections().containsKey(collection)) {
        return;
      }
      touched.computeIfAbsent(collection, _ -> new LinkedHashSet<>()).addAll(List.of(operations));
    }

    private void returning(Request.Write write) {
      if (write.returning() instanceof Request.Returning.Rows(Request.Query query)) {
        lines.add("answers the written rows that the caller may read");
        query(query, "  ");
      }
    }

    private String window(Request.Read read, Request.Query query) {
      return read.parameters().get(query.limit().index()) instanceof Value.Whole(long limit)
          ? ", at most " + limit + " rows"
          : "";
    }

    private void query(Request.Query query, String indent) {
      touch(query.collection(), "read");
      hops(query.filter());
      query.order().forEach(it -> hops(it.by()));
      for (Request.Item item : query.items()) {
        switch (item) {
          case Request.Item.Field field -> hops(field.expression());
          case Request.Item.Embed embed -> {
            lines.add(indent + "with " + embed.query().collection() + " as " + embed.name());
            junction(query.collection(), embed.relation());
            query(embed.query(), indent + "  ");
          }
          case Request.Item.Aggregate aggregate -> hops(aggregate.operand());
          case Request.Item.Spread spread -> {
            lines.add(indent + "with the columns of " + spread.query().collection());
            junction(query.collection(), spread.relation());
            query(spread.query(), indent + "  ");
          }
          case Request.Item.Join join -> {
            lines.add(indent + "filtered through " + join.query().collection());
            junction(query.collection(), join.relation());
            query(join.query(), indent + "  ");
          }
        }
      }
    }

    /** What the caller's own expressions pass through is filtered by its read rule too. */
    private void hops(Expression expression) {
      Expressions.any(
          expression,
          part -> {
            if (part instanceof Expression.Exists exists) {
              hop(exists.hop());
            } else if (part instanceof Expression.Related related) {
              hop(related.hop());
            }
            return false;
          });
    }

    private void hop(Expression.Hop hop) {
      junction(hop.collection(), hop.relation());
      touch(relation(hop.collection(), hop.relation()).to(), "read");
    }

    private void junction(String collection, String name) {
      if (relation(collection, name) instanceof Relation.Through through) {
        touch(through.junction(), "read");
      }
    }

    private Relation relation(String collection, String name) {
      for (Relation relation : app.collection(collection).relations().values()) {
        if (relation.name().equals(name)) {
          return relation;
        }
      }
      throw new IllegalStateException("no relation " + name);
    }
  }
}
