-- Asks for the 25 largest cities of a random country and how many there are.
local codes = { "KE", "TZ", "UG", "DE", "FR", "IN", "BR", "US", "NG", "ET", "JP", "ID" }
local key = os.getenv("MSINGI_BENCH_KEY") or ""

function init() math.randomseed(os.time()) end

function request()
  local code = codes[math.random(#codes)]
  return wrk.format("GET", "/rest/v1/cities?country=eq." .. code .. "&order=population.desc.nullslast&limit=25", { apikey = key, Prefer = "count=exact" })
end
