-- Notes that a room is there.
-- KEYS: see index.lua
-- ARGV: name, how many others to tell of at most
-- Result: one list of the names that were seen last of all, if that is long ago, each with when: name, time, name, time, ...
local LONG_MS = 300000
local now = now_ms()
redis.call('ZADD', NAMES, 0, ARGV[1])
redis.call('ZADD', TOUCHED, now, ARGV[1])
return {redis.call('ZRANGEBYSCORE', TOUCHED, '-inf', now - LONG_MS, 'WITHSCORES', 'LIMIT', 0, tonumber(ARGV[2]))}
