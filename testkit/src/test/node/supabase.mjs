// The dialect as supabase-js speaks it: every call's outcome is a line of JSON.
import { createClient } from "@supabase/supabase-js";

const [address, publishable, secret] = process.argv.slice(2);
class NoSocket {}
const client = (key) =>
  createClient(address, key, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    realtime: { transport: NoSocket },
  });
const anyone = client(publishable);
const service = client(secret);
const notes = () => anyone.from("notes").select("id");

async function call(name, query) {
  const { data, error, count, status } = await query;
  const line = { name, status, data };
  if (error) line.error = { code: error.code };
  if (count !== null && count !== undefined) line.count = count;
  console.log(JSON.stringify(line));
}

await call("people", service.from("people").insert([
  { id: 1, name: "Achieng", county: "Kisumu" },
  { id: 2, name: "Baraka", county: "Mombasa" },
  { id: 3, name: "Chebet", county: "Kericho" },
]));
await call("notes", service.from("notes").insert([
  { id: 1, title: "Rain", body: "The cats sat in the rain", tags: ["weather", "cats"], doc: { place: { name: "Kisumu", at: [1, 2, 3] }, ok: true, size: 2 }, price: 10.5, stars: 5, author: 1, day: "2026-01-02" },
  { id: 2, title: "Sun", body: "A fat dog slept", tags: ["weather"], doc: { place: { name: "Mombasa", at: [] }, ok: false, size: 10 }, price: 20, stars: 3, author: 1, day: "2026-02-03" },
  { id: 3, title: "Tea prices", body: "Tea went up again", tags: [], doc: { size: 3 }, price: 30.25, stars: null, author: 2, day: "2026-03-04" },
  { id: 4, title: "50% (off), \"now\"", body: "Nothing", tags: ["a,b", "c\"d"], doc: null, price: null, stars: 1, author: null, day: null },
]));
await call("columns are the union of all rows", service.from("people").insert([{ id: 4, name: "Dalmar" }, { id: 5, name: "Esi", county: "Accra" }]).select("id,county"));
await call("missing columns take defaults", service.from("people").insert([{ id: 6, name: "Fatuma" }, { id: 7, name: "Gitau", county: "Nyeri" }], { defaultToNull: false }).select("id,county"));

await call("gt", notes().gt("price", 10.5).order("id"));
await call("lt", notes().lt("price", 20).order("id"));
await call("lte", notes().lte("price", 20).order("id"));
await call("notIn", notes().notIn("id", [1, 2]).order("id"));
await call("isDistinct", notes().isDistinct("stars", 5).order("id"));
await call("likeAllOf", notes().likeAllOf("title", ["%a%", "R%"]).order("id"));
await call("likeAnyOf", notes().likeAnyOf("title", ["Su%", "R%"]).order("id"));
await call("ilikeAllOf", notes().ilikeAllOf("title", ["%A%", "r%"]).order("id"));
await call("ilikeAnyOf", notes().ilikeAnyOf("title", ["SU%", "r%"]).order("id"));
await call("regexMatch", notes().regexMatch("title", "^[RS][a-z]+$").order("id"));
await call("regexIMatch", notes().regexIMatch("title", "^(rain|TEA)").order("id"));
await call("a pattern that is none", notes().regexMatch("title", "("));
await call("contains an array", notes().contains("tags", ["weather", "cats"]).order("id"));
await call("the client quotes nothing in arrays", notes().contains("tags", ["a,b"]).order("id"));
await call("contains a document", notes().contains("doc", { place: { name: "Kisumu" } }).order("id"));
await call("contained by", notes().containedBy("tags", ["weather", "cats", "dogs"]).order("id"));
await call("overlaps", notes().overlaps("tags", ["cats", "weather"]).order("id"));
await call("filter by name of the operator", notes().filter("stars", "in", "(1,3)").order("id"));
await call("not of any", notes().not("title", "like(any)", "{R%,S%}").order("id"));
await call("eq(any)", notes().filter("id", "eq(any)", "{1,4,9}").order("id"));
await call("gt(all)", notes().filter("stars", "gt(all)", "{1,2}").order("id"));
await call("or over an array", notes().or('tags.cs.{"cats"},title.like.*off*').order("id"));

await call("a path", anyone.from("notes").select("id,doc->place->>name").order("id"));
await call("a path with an alias and an index", anyone.from("notes").select("id,first:doc->place->at->0,last:doc->place->at->>-1").order("id"));
await call("filter on a path", notes().eq("doc->place->>name", "Kisumu"));
await call("filter on a path as document", notes().gt("doc->size", 2).order("id"));
await call("order by a path", anyone.from("notes").select("id").order("doc->place->>name", { ascending: false, nullsFirst: false }).order("id"));
await call("casts", anyone.from("notes").select("id::text,price::int,doc->size::text").eq("id", 1));
await call("a type that is none", anyone.from("notes").select("id::nothing"));

await call("spread", anyone.from("notes").select("id,...people(writer:name,county)").order("id"));
await call("spread of many", anyone.from("people").select("name,...notes(titles:title)").lte("id", 2).order("id").order("title", { referencedTable: "notes" }));
await call("count", anyone.from("notes").select("count()"));
await call("aggregates by group", anyone.from("notes").select("author,price.sum(),best:stars.max(),stars.count()").order("author"));
await call("aggregates of the embedded", anyone.from("people").select("name,notes(price.sum())").lte("id", 2).order("id"));
await call("aggregates through a spread", anyone.from("notes").select("...people(county),price.avg()").not("author", "is", null).order("people(county)"));
await call("anti join", anyone.from("people").select("name,notes()").is("notes", null).order("id"));
await call("order by the embedded", anyone.from("notes").select("id,people(name)").not("author", "is", null).order("people(name)", { ascending: false }).order("id"));
await call("two levels", anyone.from("people").select("name,notes(title,people(county))").eq("id", 1).order("id", { referencedTable: "notes" }));

await call("words", notes().textSearch("words", "'cat' | 'dog'", { config: "english" }).order("id"));
await call("plain words", notes().textSearch("words", "fat dog", { type: "plain" }).order("id"));
await call("a phrase", notes().textSearch("words", "the rain", { type: "phrase" }).order("id"));
await call("as on the web", notes().textSearch("words", "tea -sun", { type: "websearch" }).order("id"));

await call("rpc scalar", anyone.rpc("add_them", { a: 2, b: 3 }));
await call("rpc by get", anyone.rpc("add_them", { a: 2 }, { get: true }));
await call("rpc of a collection", anyone.rpc("notes_of", { who: 1 }).select("title,people(name)").gt("stars", 3));
await call("rpc counted", anyone.rpc("notes_of", { who: 1 }, { count: "exact", head: true }));
await call("rpc without such an argument", anyone.rpc("add_them", { a: 2, c: 3 }));
await call("rpc that writes", service.rpc("rename_person", { who: 7, name: "Gitau wa Nyeri" }));
await call("rpc that wrote", anyone.from("people").select("name").eq("id", 7).single());
await call("rpc of the service", anyone.rpc("rename_person", { who: 7, name: "x" }));

await call("another schema", anyone.schema("archive").from("papers").select());
await call("a schema that is none", anyone.schema("nothing").from("papers").select());
await call("without nulls", anyone.from("notes").select("id,stars,day").eq("id", 4).stripNulls());
await call("one without nulls", anyone.from("notes").select("id,stars,day").eq("id", 4).stripNulls().single());
await call("csv with odd texts", anyone.from("notes").select("id,title,tags").eq("id", 4).csv());
await call("geojson", anyone.from("notes").select().geojson());
await call("explain is off", anyone.from("notes").select().explain());
await call("undone", service.from("people").delete().eq("id", 5).rollback().select("name"));
await call("is there all the same", anyone.from("people").select("name").eq("id", 5));
await call("a header of one's own", anyone.from("people").select("name").eq("id", 5).setHeader("Prefer", "handling=strict, nonsense=1"));
await call("at most", service.from("people").delete().gt("id", 3).maxAffected(1));
await call("typed", anyone.from("people").select("name").eq("id", 5).overrideTypes());
// A store that guesses says so in its own number.
await call("a planned count is a number", anyone.from("people").select("*", { count: "planned" }).limit(0).then((it) => ({ ...it, count: Number(it.count >= 0) })));
await call("estimated counts of few rows are exact", anyone.from("people").select("*", { count: "estimated", head: true }));

const aborted = new AbortController();
aborted.abort();
await call("aborted", anyone.from("people").select().abortSignal(aborted.signal).then((it) => ({ ...it, error: { code: it.error.message.split(":")[0] } })));
try {
  await anyone.from("peeple").select().throwOnError();
  await call("thrown", Promise.resolve({ data: "nothing", status: 0 }));
} catch (error) {
  await call("thrown", Promise.resolve({ data: null, status: 0, error: { code: error.code } }));
}
process.exit(0);
