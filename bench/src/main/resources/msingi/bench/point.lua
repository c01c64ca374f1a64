-- Asks for one city by a random id; ids come one a line from the file named by MSINGI_BENCH_IDS. The
-- requests are made before the load begins, so that making them costs neither language anything.
local asked = {}
local key = os.getenv("MSINGI_BENCH_KEY") or ""
local graph = os.getenv("MSINGI_BENCH_GRAPH")
local headers = { apikey = key, ["Content-Type"] = "application/json" }

local function formed(id)
  if graph == "postgraphile" then
    local query = "query($id: BigInt!) { cityByRowId(rowId: $id) { rowId name country adminCode featureCode population elevation longitude latitude } }"
    return wrk.format("POST", "/graphql", headers, '{"query":"' .. query .. '","variables":{"id":"' .. id .. '"}}')
  end
  if graph then
    local query = "query($id: BigInt!) { citiesByPk(id: $id) { id name country admin_code feature_code population elevation longitude latitude } }"
    return wrk.format("POST", "/graphql/v1", headers, '{"query":"' .. query .. '","variables":{"id":"' .. id .. '"}}')
  end
  return wrk.format("GET", "/rest/v1/cities?id=eq." .. id, { apikey = key })
end

function init()
  local ids = {}
  for line in io.lines(os.getenv("MSINGI_BENCH_IDS")) do ids[#ids + 1] = line end
  math.randomseed(os.time())
  for index = 1, 10000 do asked[index] = formed(ids[math.random(#ids)]) end
end

function request() return asked[math.random(#asked)] end
