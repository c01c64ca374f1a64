-- Asks for the 25 largest cities of a random country. The requests are made before the load begins.
local codes = { "KE", "TZ", "UG", "DE", "FR", "IN", "BR", "US", "NG", "ET", "JP", "ID" }
local asked = {}
local key = os.getenv("MSINGI_BENCH_KEY") or ""
local graph = os.getenv("MSINGI_BENCH_GRAPH")
local headers = { apikey = key, ["Content-Type"] = "application/json" }

local function formed(code)
  if graph == "postgraphile" then
    local query = "query($c: String!) { allCities(first: 25, condition: {country: $c}, orderBy: [POPULATION_DESC]) { edges { node { rowId name country adminCode featureCode population elevation longitude latitude } } } }"
    return wrk.format("POST", "/graphql", headers, '{"query":"' .. query .. '","variables":{"c":"' .. code .. '"}}')
  end
  if graph then
    local query = "query($c: String!) { citiesCollection(first: 25, filter: {country: {eq: $c}}, orderBy: [{population: DescNullsLast}]) { edges { node { id name country admin_code feature_code population elevation longitude latitude } } } }"
    return wrk.format("POST", "/graphql/v1", headers, '{"query":"' .. query .. '","variables":{"c":"' .. code .. '"}}')
  end
  return wrk.format("GET", "/rest/v1/cities?country=eq." .. code .. "&order=population.desc.nullslast&limit=25", { apikey = key })
end

function init()
  math.randomseed(os.time())
  for index, code in ipairs(codes) do asked[index] = formed(code) end
end

function request() return asked[math.random(#asked)] end
