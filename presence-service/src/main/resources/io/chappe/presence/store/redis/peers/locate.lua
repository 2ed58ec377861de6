-- The record of a session.
-- KEYS: see peer.lua
-- ARGV: session, since when the store is steady in ms
-- Result: the record; nil if there is none or its window has ended
local text = redis.call('HGET', SESSIONS, ARGV[1])
if not text then
    return false
end
local record = cjson.decode(text)
not_before(record, tonumber(ARGV[2]))
if is_past(record, now_ms()) then
    return false
end
return text
