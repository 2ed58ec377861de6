-- Begins an empty record, or leaves the one that is there as it is.
-- KEYS: see holdings.lua
-- ARGV: none
-- Result: nil
redis.call('HSETNX', RECORD, 'open', 1)
return false
