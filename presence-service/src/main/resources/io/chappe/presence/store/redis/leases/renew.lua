-- Renews a lease.
-- KEYS: see leases.lua
-- ARGV: life, lease in ms
-- Result: 1; 0 if it is lost or was never begun
if is_lost(ARGV[1]) or not redis.call('ZSCORE', ENDS, ARGV[1]) then
    return 0
end
redis.call('ZADD', ENDS, now_ms() + tonumber(ARGV[2]), ARGV[1])
return 1
