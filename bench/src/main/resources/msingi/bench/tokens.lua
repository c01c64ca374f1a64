-- Asks for one city by a random id, each time with the next token of the file MSINGI_BENCH_TOKENS.
local ids = {}
local tokens = {}
local next = 0
local key = os.getenv("MSINGI_BENCH_KEY") or ""

function init()
  for line in io.lines(os.getenv("MSINGI_BENCH_IDS")) do ids[#ids + 1] = line end
  for line in io.lines(os.getenv("MSINGI_BENCH_TOKENS")) do tokens[#tokens + 1] = line end
  math.randomseed(os.time())
end

function request()
  next = next % #tokens + 1
  local headers = { apikey = key, Authorization = "Bearer " .. tokens[next] }
  return wrk.format("GET", "/rest/v1/cities?id=eq." .. ids[math.random(#ids)], headers)
end
