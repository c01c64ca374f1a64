-- Asks for one city by a random id; ids come one a line from the file named by MSINGI_BENCH_IDS.
local ids = {}
local key = os.getenv("MSINGI_BENCH_KEY") or ""

function init()
  for line in io.lines(os.getenv("MSINGI_BENCH_IDS")) do ids[#ids + 1] = line end
  math.randomseed(os.time())
end

function request()
  return wrk.format("GET", "/rest/v1/cities?id=eq." .. ids[math.random(#ids)], { apikey = key })
end
