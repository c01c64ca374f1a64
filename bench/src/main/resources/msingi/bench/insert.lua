-- Inserts one city with an id of its own: microseconds since 1970, counted up from the start.
local key = os.getenv("MSINGI_BENCH_KEY") or ""
local id

function init()
  id = os.time() * 1000000
end

function request()
  id = id + 1
  local body = string.format(
    '{"id":%.0f,"name":"Bench","country":"KE","admin_code":"01","feature_code":"PPL","population":7,"elevation":null,"longitude":36.5,"latitude":-1.25}',
    id)
  return wrk.format("POST", "/rest/v1/cities", { apikey = key, ["Content-Type"] = "application/json" }, body)
end
