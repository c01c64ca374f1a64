// A day with urql: what comes back is printed, a line for each step.
import { cacheExchange, Client, fetchExchange, gql } from "@urql/core";
import { getIntrospectionQuery, buildClientSchema, printSchema } from "graphql";

const [, , address, token] = process.argv;
const say = (step, value) => console.log(JSON.stringify({ step, ...value }));
const of = (headers, more = {}) =>
  new Client({
    url: `${address}/graphql/v1`,
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers },
    ...more,
  });
const keeper = of({ Authorization: `Bearer ${token}` });
const stranger = of({}, { preferGetMethod: true });
const result = ({ data, error }) => ({
  data: data ?? null,
  error: error ? error.graphQLErrors.map((it) => it.extensions.code) : [],
});

const SHELVES = gql`
  query Shelves($first: Int = 2, $floor: Int) {
    shelvesCollection(first: $first, filter: { floor: { eq: $floor } }, orderBy: [{ code: AscNullsLast }]) {
      totalCount
      edges { node { code room ...stock } }
    }
  }
  fragment stock on shelves {
    booksCollection(first: 1, orderBy: [{ title: AscNullsLast }]) { edges { node { title } } }
  }
`;
say("a page by GET", result(await stranger.query(SHELVES, { floor: 2 }).toPromise()));
say("a page by POST", result(await keeper.query(SHELVES, { floor: 1 }).toPromise()));
say("nothing of this name", result(await stranger.query(gql`{ vaultCollection { totalCount } }`, {}).toPromise()));
const ADD = gql`
  mutation Add($shelf: shelvesInsertInput!) {
    insertIntoshelvesCollection(objects: [$shelf]) { affectedCount records { code floor } }
  }
`;
say("a new row", result(await keeper.mutation(ADD, { shelf: { code: "U", room: "Urql" } }).toPromise()));
say("twice", result(await keeper.mutation(ADD, { shelf: { code: "U", room: "Urql" } }).toPromise()));
say(
  "another value",
  result(
    await keeper
      .mutation(
        gql`mutation($code: String!, $room: String!) { updateshelvesCollection(set: { room: $room }, filter: { code: { eq: $code } }) { records { room } } }`,
        { code: "U", room: "North" },
      )
      .toPromise(),
  ),
);
say(
  "gone",
  result(
    await keeper
      .mutation(gql`mutation { deleteFromshelvesCollection(filter: { code: { eq: "U" } }) { affectedCount } }`, {})
      .toPromise(),
  ),
);
const told = await keeper.query(getIntrospectionQuery(), {}).toPromise();
const printed = printSchema(buildClientSchema(told.data));
say("the schema", { types: printed.split("\n").filter((it) => it.startsWith("type ")).length > 20 });
