-- Takes all cities as CSV.
local key = os.getenv("MSINGI_BENCH_KEY") or ""

function request()
  return wrk.format("GET", "/rest/v1/cities", { apikey = key, Accept = "text/csv" })
end
