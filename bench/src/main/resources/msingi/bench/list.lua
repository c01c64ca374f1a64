-- Asks for the 25 largest cities of a random country.
local codes = { "KE", "TZ", "UG", "DE", "FR", "IN", "BR", "US", "NG", "ET", "JP", "ID" }
local key = os.getenv("MSINGI_BENCH_KEY") or ""
local graph = os.getenv("MSINGI_BENCH_GRAPH")

function init() math.randomseed(os.time()) end

function request()
  local code = codes[math.random(#codes)]
  if graph then
    local query = "query($c: String!) { citiesCollection(first: 25, filter: {country: {eq: $c}}, orderBy: [{population: DescNullsLast}]) { edges { node { id name country admin_code feature_code population elevation longitude latitude } } } }"
    return wrk.format("POST", "/graphql/v1", { apikey = key, ["Content-Type"] = "application/json" }, '{"query":"' .. query .. '","variables":{"c":"' .. code .. '"}}')
  end
  return wrk.format("GET", "/rest/v1/cities?country=eq." .. code .. "&order=population.desc.nullslast&limit=25", { apikey = key })
end
