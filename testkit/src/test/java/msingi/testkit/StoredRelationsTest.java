package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.definition.DefinitionReader;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import msingi.testkit.scenario.ScenarioTable;
import org.junit.jupiter.api.Test;

/** Relations to what a function of a PostgreSQL database answers for a row. */
class StoredRelationsTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: shelves
      store: postgresql://localhost/shelves
      collections:
        authors:
          key: id
          fields:
            id: int
            name: text
            pay: int?
            best: { relation: { to: books, stored: best } }
            works: { relation: { to: books, stored: works, many: true } }
            books: { relation: { to: books, stored: public.later, many: true } }
            secrets: { relation: { to: secrets, stored: secrets, many: true } }
            fees: { relation: { to: fees, stored: fees, many: true } }
            rivals: { relation: { to: authors, stored: rivals, many: true } }
          access: { read: true, create: true, update: true, delete: true }
        books:
          key: id
          fields:
            id: int
            title: text
            year: int
            draft: bool
            author: authors
            again: { relation: { to: authors, stored: again } }
          access:
            read: "!draft"
            create: true
            update: true
            delete: true
        fees:
          key: id
          fields: { id: int, sum: int? }
          access:
            read: true
            fields: { sum: { read: "auth.role == 'service_role'" } }
        secrets: { key: id, fields: { id: int } }
        guarded:
          key: id
          fields:
            id: int
            pay: int?
            works: { relation: { to: books, stored: works, many: true } }
          access:
            read: true
            fields: { pay: { read: "auth.role == 'service_role'" } }
      """;

  /** Functions see every row, drafts too. */
  private static final List<String> FUNCTIONS =
      List.of(
          "CREATE FUNCTION best(authors) RETURNS books STABLE LANGUAGE sql"
              + " AS $$ SELECT * FROM public.books WHERE author_id = $1.id ORDER BY year DESC LIMIT 1 $$",
          "CREATE FUNCTION works(authors) RETURNS SETOF books STABLE LANGUAGE sql"
              + " AS $$ SELECT * FROM public.books WHERE author_id = $1.id ORDER BY year $$",
          "CREATE FUNCTION later(authors) RETURNS SETOF books STABLE LANGUAGE sql"
              + " AS $$ SELECT * FROM public.books WHERE author_id = $1.id AND year > 2000 $$",
          "CREATE FUNCTION secrets(authors) RETURNS SETOF secrets STABLE LANGUAGE sql"
              + " AS $$ SELECT * FROM public.secrets $$",
          "CREATE FUNCTION fees(authors) RETURNS SETOF fees STABLE LANGUAGE sql"
              + " AS $$ SELECT * FROM public.fees $$",
          "CREATE FUNCTION rivals(authors) RETURNS SETOF authors STABLE LANGUAGE sql"
              + " AS $$ SELECT * FROM public.authors WHERE id <> $1.id $$",
          "CREATE FUNCTION again(books) RETURNS SETOF authors STABLE LANGUAGE sql"
              + " AS $$ SELECT * FROM public.authors WHERE id >= $1.author_id ORDER BY id $$",
          "CREATE FUNCTION works(guarded) RETURNS SETOF books STABLE LANGUAGE sql"
              + " AS $$ SELECT * FROM public.books $$");

  private static final String REQUESTS =
      """
      == rows
      secret POST /authors
      [{"id":1,"name":"Asha"},{"id":2,"name":"Bo"},{"id":3,"name":"Cy"}]
      -> 201

      == and rows
      secret POST /books?columns=id,title,year,draft,author_id
      [{"id":1,"title":"Rain","year":1990,"draft":false,"author_id":1},
       {"id":2,"title":"Sun","year":2010,"draft":false,"author_id":1},
       {"id":3,"title":"Fog","year":1980,"draft":false,"author_id":2},
       {"id":4,"title":"Ice","year":2020,"draft":true,"author_id":2}]
      -> 201

      == many, under the read rule of the target
      stranger GET /authors?select=name,works(title)&order=id
      -> 200
      = [{"name":"Asha","works":[{"title":"Rain"},{"title":"Sun"}]},{"name":"Bo","works":[{"title":"Fog"}]},{"name":"Cy","works":[]}]

      == the secret key passes rules
      secret GET /authors?select=works(title,draft)&id=eq.2
      -> 200
      = [{"works":[{"title":"Fog","draft":false},{"title":"Ice","draft":true}]}]

      == one: none where the function answers none, or a row that the caller may not read
      stranger GET /authors?select=name,best(title)&order=id
      -> 200
      = [{"name":"Asha","best":{"title":"Sun"}},{"name":"Bo","best":null},{"name":"Cy","best":null}]

      == none is found by its absence
      secret GET /authors?select=name,best()&best=is.null
      -> 200
      = [{"name":"Cy"}]

      == what the caller may not read counts as absent
      stranger GET /authors?select=name,best()&best=is.null&order=id
      -> 200
      = [{"name":"Bo"},{"name":"Cy"}]

      == one of several is the first
      stranger GET /books?select=title,again(name)&order=id
      -> 200
      = [{"title":"Rain","again":{"name":"Asha"}},{"title":"Sun","again":{"name":"Asha"}},{"title":"Fog","again":{"name":"Bo"}}]

      == spread, once for each row
      stranger GET /books?select=title,...again(who:name)&order=id
      -> 200
      = [{"title":"Rain","who":"Asha"},{"title":"Sun","who":"Asha"},{"title":"Fog","who":"Bo"}]

      == spread where there is none
      stranger GET /authors?select=name,...best(title)&order=id
      -> 200
      = [{"name":"Asha","title":"Sun"},{"name":"Bo","title":null},{"name":"Cy","title":null}]

      == related to a spread row that is not there
      stranger GET /authors?select=name,...best(title,again(name))&order=id&id=gt.1
      -> 200
      = [{"name":"Bo","title":null,"again":null},{"name":"Cy","title":null,"again":null}]

      == many spread
      stranger GET /authors?select=name,...works(title)&id=eq.1
      -> 200
      = [{"name":"Asha","title":["Rain","Sun"]}]

      == inner
      stranger GET /authors?select=name,works!inner(title)&works.title=eq.Sun
      -> 200
      = [{"name":"Asha","works":[{"title":"Sun"}]}]

      == inner does not betray what the caller may not read
      stranger GET /authors?select=name,works!inner(title)&works.title=eq.Ice
      -> 200
      = []

      == ordered by
      secret GET /authors?select=name,best(title)&order=best(year).desc.nullslast
      -> 200
      = [{"name":"Bo","best":{"title":"Ice"}},{"name":"Asha","best":{"title":"Sun"}},{"name":"Cy","best":null}]

      == a window over related rows
      stranger GET /authors?select=works(title)&works.order=year.desc&works.limit=1&id=eq.1
      -> 200
      = [{"works":[{"title":"Sun"}]}]

      == a function of the target's name goes before its foreign key
      stranger GET /authors?select=books(title)&id=eq.1
      -> 200
      = [{"books":[{"title":"Sun"}]}]

      == which a hint still finds
      stranger GET /authors?select=books!books_author_id_fkey(title)&id=eq.1&books.order=id
      -> 200
      = [{"books":[{"title":"Rain"},{"title":"Sun"}]}]

      == it makes no other name ambiguous
      stranger GET /books?select=title,authors(name)&id=eq.1
      -> 200
      = [{"title":"Rain","authors":{"name":"Asha"}}]

      == to itself
      stranger GET /authors?select=rivals(name)&id=eq.1&rivals.order=id
      -> 200
      = [{"rivals":[{"name":"Bo"},{"name":"Cy"}]}]

      == through it and back, from rows of subqueries
      stranger GET /books?select=title,again(name,works(title))&id=eq.3&limit=1
      -> 200
      = [{"title":"Fog","again":{"name":"Bo","works":[{"title":"Fog"}]}}]

      == a field that the caller may not read
      stranger GET /authors?select=fees(sum)
      -> 400 42703

      == nor filter by it
      stranger GET /authors?select=name,fees!inner(id)&fees.sum=gt.1
      -> 400 42703

      == a target that the caller may not read does not exist
      stranger GET /authors?select=secrets(id)
      -> 400 PGRST200

      == nor a relation of who may not read all that the function may
      stranger GET /guarded?select=works(title)
      -> 400 PGRST200

      == the secret key may
      secret GET /guarded?select=works(title)
      -> 200
      = []

      == what a creation answers
      stranger POST /books?select=title,again(name)
      Prefer: return=representation
      {"id":5,"title":"Dew","year":2001,"draft":false,"author_id":3}
      -> 201
      = [{"title":"Dew","again":{"name":"Cy"}}]

      == what a change answers sees the change
      stranger PATCH /authors?id=eq.2&select=name,rivals(name)&rivals.order=id
      Prefer: return=representation
      {"name":"Bo B"}
      -> 200
      = [{"name":"Bo B","rivals":[{"name":"Asha"},{"name":"Cy"}]}]

      == changed by
      stranger PATCH /books?again=not.is.null&select=title,again()&id=eq.5
      Prefer: return=representation
      {"title":"Dusk"}
      -> 200
      = [{"title":"Dusk"}]

      == what a deletion answers
      stranger DELETE /books?id=eq.5&select=title,again(name)
      Prefer: return=representation
      -> 200
      = [{"title":"Dusk","again":{"name":"Cy"}}]

      == what a deletion answers, spread
      stranger DELETE /books?id=eq.3&select=title,...again(name)
      Prefer: return=representation
      -> 200
      = [{"title":"Fog","name":"Bo B"}]
      """;

  @Test
  void functionsOfTheDatabaseLeadToRows() throws Exception {
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    try (Running running = Running.at(database.uri(), DEFINITION, Map.of());
        ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        for (String sql : FUNCTIONS) {
          statement.execute(sql);
        }
      }
      List<String> wrong = new ArrayList<>();
      for (ScenarioTable.Line line : ScenarioTable.read(REQUESTS, "/rest/v1")) {
        Scenario scenario = line.scenario();
        for (Map.Entry<String, String> header : People.headers(line.caller(), running).entrySet()) {
          scenario = scenario.with(header.getKey(), header.getValue());
        }
        wrong.addAll(runner.run(scenario));
      }
      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void mistakesSayWhatToDo() {
    assertThat(mistakes("sqlite:a.db", "{ to: b, stored: f }", "true"))
        .contains("this store has no functions of its own");
    assertThat(mistakes("postgresql://localhost/a", "{ to: b, stored: f, columns: [x] }", "true"))
        .contains("the function says which rows belong to which");
    assertThat(mistakes("postgresql://localhost/a", "{ to: c, stored: f }", "true"))
        .contains("every field of c may be null");
    assertThat(mistakes("postgresql://localhost/a", "{ to: b, stored: f }", "r.id == 1"))
        .contains("a.access.read");
    assertThat(mistakes("postgresql://localhost/a", "{ to: b, stored: f }", "true")).isEmpty();
  }

  /** The mistakes of a definition as text; none is empty. */
  private static String mistakes(String store, String relation, String rule) {
    String definition =
        """
        msingi: 1
        name: relations
        store: %s
        collections:
          a:
            fields: { x: int, r: { relation: %s } }
            access: { read: "%s" }
          b: { key: id, fields: { id: int } }
          c: { key: none, fields: { x: int? } }
        """
            .formatted(store, relation, rule);
    return switch (DefinitionReader.read(Map.of(DefinitionReader.MAIN, definition), Map.of())) {
      case DefinitionReader.Result.Read _ -> "";
      case DefinitionReader.Result.Refused(var mistakes) -> mistakes.toString();
    };
  }
}
