-- All sessions of a peer whose window has not ended.
-- KEYS: see peer.lua
-- ARGV: since when the store is steady in ms
-- Result: one list: session, record, session, record, ...
local now, steady = now_ms(), tonumber(ARGV[1])
local records, found = redis.call('HGETALL', SESSIONS), {}
for i = 1, #records, 2 do
    local record = cjson.decode(records[i + 1])
    not_before(record, steady)
    if not is_past(record, now) then
        table.insert(found, records[i])
        table.insert(found, records[i + 1])
    end
end
return {found}
