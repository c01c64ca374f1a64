// @grpc/grpc-js against our server: node grpc.mjs ADDRESS; what happens comes out as lines of JSON.
import { writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";

const address = process.argv[2];
const host = new URL(address).host;
const folder = mkdtempSync(join(tmpdir(), "msingi-grpc-"));
const file = join(folder, "schema.proto");
writeFileSync(file, await (await fetch(address + "/schema.proto")).text());
const packages = grpc.loadPackageDefinition(
  loader.loadSync(file, { keepCase: true, longs: String, enums: String, oneofs: true }),
);
const { ToolsService, WallsService, FunctionsService } = packages.work_shop.v1;
const open = (service) => new service(host, grpc.credentials.createInsecure());
const tools = open(ToolsService);
const walls = open(WallsService);
const functions = open(FunctionsService);

const say = (step, what) => console.log(JSON.stringify({ step, ...what }));
const shown = (message) => {
  if (Array.isArray(message)) return message.map(shown);
  if (Buffer.isBuffer(message)) return message.toString("hex");
  if (message === null || typeof message !== "object") return message;
  const plain = {};
  for (const [key, value] of Object.entries(message)) {
    if (key === "next_page_token") plain[key] = value === "" ? "" : "some";
    else if (!key.startsWith("_") && key !== "made") plain[key] = shown(value);
  }
  return plain;
};
const call = (step, client, method, request, options = {}) =>
  new Promise((resolve) => {
    client[method](request, new grpc.Metadata(), options, (error, answer) => {
      const message = options.deadline ? "" : error?.details;
      if (error) say(step, { code: grpc.status[error.code], message });
      else say(step, { answer: shown(answer) });
      resolve(answer);
    });
  });
const stream = (step, client, method, request) =>
  new Promise((resolve) => {
    const rows = [];
    const reading = client[method](request);
    reading.on("data", (row) => rows.push(shown(row)));
    reading.on("error", (error) => say(step, { code: grpc.status[error.code] }) ?? resolve());
    reading.on("end", () => say(step, { rows }) ?? resolve());
  });
const mask = (...paths) => ({ paths });

await call("wall", walls, "Create", { row: { house: "a", side: "SIDE_NORTH", height: "2.5" } });
await call("create", tools, "Create", {
  row: {
    id: "1", name: "saw", state: "STATE_BUSY", weight: "1.25", total: "9007199254740993",
    stamp: Buffer.from([0, 255]), tags: { values: ["x"], nulls: [1] },
    used: { seconds: "1767323045", nanos: 123456000 }, wall_house: "a", wall_side: "north",
  },
});
await call("twice", tools, "Create", { row: { id: "1", name: "other" } });
await call("defaults", tools, "Create", { row: { id: "2", name: "file" }, read_mask: mask("name", "state", "count") });
await call("get", tools, "Get", { id: "1", read_mask: mask("name", "used", "wall.height") });
await call("missing", tools, "Get", { id: "9" });
await call("list", tools, "List", {
  filter: { any_of: [{ name: { eq: "saw" } }, { count: { gt: "0" } }], weight: { is_null: true } },
  order_by: "name desc", read_mask: mask("name"), count: true,
});
await call("page", tools, "List", { page_size: "1", read_mask: mask("name"), order_by: "id" });
await call("update", tools, "Update", {
  row: { id: "1", count: 5 }, update_mask: mask("count", "weight"), read_mask: mask("count", "weight"),
});
await call("upsert", tools, "Upsert", { row: { id: "3", name: "axe" }, read_mask: mask("name") });
await call("nested", walls, "Get", { house: "a", side: "SIDE_NORTH", read_mask: mask("tools.name") });
await stream("stream", tools, "Stream", { order_by: "id", read_mask: mask("id", "name") });
await call("function", functions, "HowMany", { of: "idle" });
await call("delete", tools, "Delete", { id: "3" });
await call("wrong", tools, "List", { order_by: "nothing" });
await call("late", tools, "List", {}, { deadline: Date.now() - 1 });
process.exit(0);
