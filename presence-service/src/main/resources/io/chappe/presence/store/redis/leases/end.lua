-- Ends a lease and claims it for a sweep.
-- KEYS: see leases.lua
-- ARGV: life, claim in ms
-- Result: 1; 0 if there is none or it is being swept
local life, now = ARGV[1], now_ms()
local claimed = redis.call('ZSCORE', LOST, life)
if not redis.call('ZSCORE', ENDS, life) or (claimed and tonumber(claimed) > now) then
    return 0
end
redis.call('ZADD', ENDS, now, life)
redis.call('ZADD', LOST, now + tonumber(ARGV[2]), life)
return 1
