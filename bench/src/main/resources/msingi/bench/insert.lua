-- Inserts one city with an id of its own.
local key = os.getenv("MSINGI_BENCH_KEY") or ""
local counter = 0
local start

function setup(thread)
  counter = counter + 1
  thread:set("number", counter)
end

function init()
  start = (os.time() * 16 + number) * 10000000
end

function request()
  start = start + 1
  local body = '{"id":' .. start .. ',"name":"Bench","country":"KE","admin_code":"01","feature_code":"PPL","population":7,"elevation":null,"longitude":36.5,"latitude":-1.25}'
  return wrk.format("POST", "/rest/v1/cities", { apikey = key, ["Content-Type"] = "application/json" }, body)
end
