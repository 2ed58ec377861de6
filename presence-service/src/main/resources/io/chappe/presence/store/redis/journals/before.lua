-- The newest entries before a number.
-- KEYS: see journal.lua
-- ARGV: number, how many at most
-- Result: how many, {entry, ...}, newest first
local found = redis.call('ZREVRANGEBYSCORE', ENTRIES, '(' .. ARGV[1], '-inf', 'LIMIT', 0, ARGV[2])
-- Not the page alone: an empty answer has no first part, by which the caller knows one that comes too late.
return {#found, found}
