-- Asks for 10 shelves with their 10 boxes each and the 3 items of each box.
local key = os.getenv("MSINGI_BENCH_KEY") or ""

function init() math.randomseed(os.time()) end

function request()
  return wrk.format("GET", "/rest/v1/shelves?select=id,name,boxes(id,name,items(id,name))&id=gte." .. math.random(0, 900) .. "&order=id&limit=10", { apikey = key })
end
