-- Removes the name of a room that is not there, unless somebody has seen it since: then another one has begun.
-- KEYS: see index.lua
-- ARGV: name, when it was seen as this was asked, in ms
-- Result: nil
local seen = redis.call('ZSCORE', TOUCHED, ARGV[1])
if seen and tonumber(seen) == tonumber(ARGV[2]) then
    redis.call('ZREM', NAMES, ARGV[1])
    redis.call('ZREM', TOUCHED, ARGV[1])
end
return false
