-- Lets a lost life be claimed again at a time.
-- KEYS: see leases.lua
-- ARGV: life, the time in ms
-- Result: nil
redis.call('ZADD', LOST, 'XX', math.max(1, tonumber(ARGV[2])), ARGV[1])
return false
