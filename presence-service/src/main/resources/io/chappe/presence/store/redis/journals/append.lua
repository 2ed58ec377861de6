-- Writes an entry, and forgets the oldest above those to keep. Its number is above all that were before, also when this store
-- has lost them; the newest entry is never forgotten, so it has the last number.
-- KEYS: see journal.lua
-- ARGV: text, how many entries to keep (at least 1)
-- Result: its number
local now = now_ms()
local last = redis.call('ZRANGE', ENTRIES, -1, -1, 'WITHSCORES')[2]
local number = math.max(tonumber(last or 0) + 1, now * 1000)
local text = string.format('%.0f', number)
redis.call('ZADD', ENTRIES, text, text .. ':' .. string.format('%.0f', now) .. ':' .. ARGV[1])
redis.call('ZREMRANGEBYRANK', ENTRIES, 0, -1 - tonumber(ARGV[2]))
return number
