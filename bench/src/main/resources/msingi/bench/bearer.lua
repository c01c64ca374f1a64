-- Asks for one city by a random id with the token MSINGI_BENCH_TOKEN, or without where there is none.
local ids = {}
local headers = { apikey = os.getenv("MSINGI_BENCH_KEY") or "" }
local token = os.getenv("MSINGI_BENCH_TOKEN") or ""
if token ~= "" then headers["Authorization"] = "Bearer " .. token end

function init()
  for line in io.lines(os.getenv("MSINGI_BENCH_IDS")) do ids[#ids + 1] = line end
  math.randomseed(os.time())
end

function request()
  return wrk.format("GET", "/rest/v1/cities?id=eq." .. ids[math.random(#ids)], headers)
end
