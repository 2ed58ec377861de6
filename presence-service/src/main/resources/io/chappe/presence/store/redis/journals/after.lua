-- The oldest entries after a number.
-- KEYS: see journal.lua
-- ARGV: number, how many at most
-- Result: how many, {entry, ...}, oldest first
local found = redis.call('ZRANGEBYSCORE', ENTRIES, '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[2])
-- Not the page alone: an empty answer has no first part, by which the caller knows one that comes too late.
return {#found, found}
