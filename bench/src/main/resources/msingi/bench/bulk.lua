-- Inserts 1,000 rows with ids of their own at once: microseconds since 1970, counted up from the start.
local key = os.getenv("MSINGI_BENCH_KEY") or ""
local id

function init() id = os.time() * 1000000 end

function request()
  local rows = {}
  for index = 1, 1000 do
    id = id + 1
    rows[index] = string.format('{"id":%.0f,"name":"An entry of the bench","count":%d}', id, index)
  end
  return wrk.format("POST", "/rest/v1/entries", { apikey = key, ["Content-Type"] = "application/json" }, "[" .. table.concat(rows, ",") .. "]")
end
