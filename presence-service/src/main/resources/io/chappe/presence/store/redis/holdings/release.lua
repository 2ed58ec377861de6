-- Removes a hold.
-- KEYS: see holdings.lua
-- ARGV: hold and place
-- Result: nil
redis.call('SREM', HOLDS, ARGV[1])
return false
