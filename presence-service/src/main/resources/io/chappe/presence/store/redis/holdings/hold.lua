-- Adds a hold.
-- KEYS: see holdings.lua
-- ARGV: hold and place, for how many ms a ticket is valid
-- Result: the ticket's end in ms; nil if there is no record or it is sealed
local open, sealed = unpack(redis.call('HMGET', RECORD, 'open', 'sealed'))
if not open or sealed then
    return false
end
redis.call('SADD', HOLDS, ARGV[1])
return now_ms() + tonumber(ARGV[2])
