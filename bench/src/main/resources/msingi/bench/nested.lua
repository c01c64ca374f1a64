-- Asks for 10 shelves with their 10 boxes each. The requests are made before the load begins.
local asked = {}
local key = os.getenv("MSINGI_BENCH_KEY") or ""
local graph = os.getenv("MSINGI_BENCH_GRAPH")
local headers = { apikey = key, ["Content-Type"] = "application/json" }

local function formed(from)
  if graph == "postgraphile" then
    local query = "query($id: BigInt!) { allShelves(first: 10, filter: {rowId: {greaterThanOrEqualTo: $id}}) { edges { node { rowId name cratesByShelfId(first: 10) { edges { node { rowId name weight } } } } } } }"
    return wrk.format("POST", "/graphql", headers, '{"query":"' .. query .. '","variables":{"id":' .. from .. '}}')
  end
  if graph then
    local query = "query($id: BigInt!) { shelvesCollection(first: 10, filter: {id: {gte: $id}}) { edges { node { id name boxesCollection(first: 10) { edges { node { id name weight } } } } } } }"
    return wrk.format("POST", "/graphql/v1", headers, '{"query":"' .. query .. '","variables":{"id":' .. from .. '}}')
  end
  return wrk.format("GET", "/rest/v1/shelves?select=id,name,boxes(id,name,weight)&id=gte." .. from .. "&order=id&limit=10", { apikey = key })
end

function init()
  math.randomseed(os.time())
  for from = 0, 900 do asked[from + 1] = formed(from) end
end

function request() return asked[math.random(#asked)] end
