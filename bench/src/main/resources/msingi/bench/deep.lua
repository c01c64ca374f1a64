-- Asks for 10 shelves with their 10 boxes each and the 3 items of each box.
local key = os.getenv("MSINGI_BENCH_KEY") or ""
local graph = os.getenv("MSINGI_BENCH_GRAPH")

function init() math.randomseed(os.time()) end

function request()
  local from = math.random(0, 900)
  if graph then
    local query = "query($id: BigInt!) { shelvesCollection(first: 10, filter: {id: {gte: $id}}) { edges { node { id name boxesCollection(first: 10) { edges { node { id name itemsCollection(first: 10) { edges { node { id name } } } } } } } } } }"
    return wrk.format("POST", "/graphql/v1", { apikey = key, ["Content-Type"] = "application/json" }, '{"query":"' .. query .. '","variables":{"id":' .. from .. '}}')
  end
  return wrk.format("GET", "/rest/v1/shelves?select=id,name,boxes(id,name,items(id,name))&id=gte." .. from .. "&order=id&limit=10", { apikey = key })
end
