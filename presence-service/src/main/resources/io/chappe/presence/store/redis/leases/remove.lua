-- Forgets a life that has been swept.
-- KEYS: see leases.lua
-- ARGV: life
-- Result: nil
redis.call('ZREM', ENDS, ARGV[1])
redis.call('ZREM', LOST, ARGV[1])
redis.call('SREM', RESTORED, ARGV[1])
redis.call('HDEL', REPORTS, ARGV[1])
return false
