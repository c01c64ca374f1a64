// Asks a server for everything that GraphQL over HTTP says; each audit is a line of JSON.
import { auditServer } from "graphql-http";

const [, , address, token] = process.argv;
const results = await auditServer({
  url: `${address}/graphql/v1`,
  fetchFn: (url, init = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) } }),
});
for (const { id, name, status, reason } of results) {
  console.log(JSON.stringify({ id, name, status, reason: reason ?? "" }));
}
