-- Notes that a life has put back all it has; one that is not there would never be forgotten.
-- KEYS: see leases.lua
-- ARGV: life
-- Result: 1; 0 if it does not hold its lease
if is_lost(ARGV[1]) or not redis.call('ZSCORE', ENDS, ARGV[1]) then
    return 0
end
redis.call('SADD', RESTORED, ARGV[1])
return 1
