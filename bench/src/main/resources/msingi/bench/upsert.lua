-- Inserts one of 10,000 rows, or changes it when it is there.
local key = os.getenv("MSINGI_BENCH_KEY") or ""

function init() math.randomseed(os.time()) end

function request()
  local body = string.format('{"id":%d,"name":"Stock","count":%d}', math.random(10000), math.random(1000))
  return wrk.format("POST", "/rest/v1/stocks", { apikey = key, ["Content-Type"] = "application/json", Prefer = "resolution=merge-duplicates" }, body)
end
