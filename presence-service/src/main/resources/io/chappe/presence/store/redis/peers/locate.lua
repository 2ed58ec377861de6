-- The record of a session.
-- KEYS: see peer.lua
-- ARGV: session
-- Result: the record; nil if there is none or its window has ended
local text = redis.call('HGET', SESSIONS, ARGV[1])
if not text or is_past(cjson.decode(text), now_ms()) then
    return false
end
return text
