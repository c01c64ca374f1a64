-- Asks for one city by a random id; ids come one a line from the file named by MSINGI_BENCH_IDS.
local ids = {}
local key = os.getenv("MSINGI_BENCH_KEY") or ""
local graph = os.getenv("MSINGI_BENCH_GRAPH")

function init()
  for line in io.lines(os.getenv("MSINGI_BENCH_IDS")) do ids[#ids + 1] = line end
  math.randomseed(os.time())
end

function request()
  local id = ids[math.random(#ids)]
  if graph then
    local query = "query($id: BigInt!) { citiesByPk(id: $id) { id name country admin_code feature_code population elevation longitude latitude } }"
    return wrk.format("POST", "/graphql/v1", { apikey = key, ["Content-Type"] = "application/json" }, '{"query":"' .. query .. '","variables":{"id":"' .. id .. '"}}')
  end
  return wrk.format("GET", "/rest/v1/cities?id=eq." .. id, { apikey = key })
end
