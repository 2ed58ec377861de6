-- Refuses new holds from now on.
-- KEYS: see holdings.lua
-- ARGV: none
-- Result: since when it is sealed in ms, the time now in ms, {hold and place, ...}; nil if there is no record
if redis.call('HEXISTS', RECORD, 'open') == 0 then
    return false
end
local now = now_ms()
redis.call('HSETNX', RECORD, 'sealed', string.format('%.0f', now))
return {tonumber(redis.call('HGET', RECORD, 'sealed')), now, redis.call('SMEMBERS', HOLDS)}
