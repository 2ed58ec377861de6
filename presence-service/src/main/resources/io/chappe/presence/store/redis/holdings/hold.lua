-- Adds a hold.
-- KEYS: see holdings.lua
-- ARGV: hold and place, for how many ms a ticket is valid
-- Result: the ticket's end in ms; nil if the record is sealed; -1 if there is none
local open, sealed = unpack(redis.call('HMGET', RECORD, 'open', 'sealed'))
if not open then
    return -1
elseif sealed then
    return false
end
redis.call('SADD', HOLDS, ARGV[1])
return now_ms() + tonumber(ARGV[2])
