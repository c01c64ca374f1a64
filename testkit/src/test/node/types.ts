// A program that uses supabase-js with the types of `msingi types typescript`; only compiled.
import { createClient } from "@supabase/supabase-js";
import type { Database } from "./database.types.js";

const client = createClient<Database>("http://127.0.0.1", "key");

export async function read(): Promise<void> {
  const { data } = await client.from("tools").select("id, name, weight, papers, walls(house, height)");
  for (const tool of data ?? []) {
    const name: string = tool.name;
    const weight: number | null = tool.weight;
    const house: string | undefined = tool.walls?.house;
    console.log(name, weight, house, tool.papers);
    // @ts-expect-error there is no such column
    console.log(tool.colour);
  }
  const { data: wall } = await client.from("walls").select("*, tools(name)").single();
  const names: string[] = (wall?.tools ?? []).map((it) => it.name);
  const state: Database["public"]["Enums"]["tools_state"] = "idle";
  console.log(names, state);
}

export async function write(): Promise<void> {
  await client.from("tools").insert({ id: 1, name: "saw" });
  await client.from("tools").update({ count: 2, weight: null, state: "busy" }).eq("id", 1);
  // @ts-expect-error the name must be given
  await client.from("tools").insert({ id: 1 });
  // @ts-expect-error the value is made by the server
  await client.from("tools").insert({ id: 1, name: "saw", made: "2026-01-01" });
  // @ts-expect-error no such state
  await client.from("tools").update({ state: "gone" });
  // @ts-expect-error there is no such collection
  await client.from("hammers").select();
}

export async function call(): Promise<void> {
  const { data } = await client.rpc("how_many", { of: "idle" });
  const many: number | null = data;
  const { data: sums } = await client.rpc("sums", { by: 2 });
  const first: string | null | undefined = sums?.[0]?.state;
  const { data: heavy } = await client.rpc("heavier", { least: 1.5 });
  console.log(many, first, heavy?.[0]?.name);
  // @ts-expect-error the argument is missing
  await client.rpc("how_many", {});
}
