-- Ends a record.
-- KEYS: see holdings.lua
-- ARGV: none
-- Result: nil
redis.call('UNLINK', RECORD, HOLDS)
return false
