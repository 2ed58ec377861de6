-- Writes entries, and forgets the oldest above those to keep. Their numbers are above all that were before, also when this store
-- has lost them; the newest entry is never forgotten, so it has the last number.
-- KEYS: see journal.lua
-- ARGV: how many entries to keep (at least 1), for how many ms the journal lives from now on (0 for ever), text, ...
-- Result: the number of the last
local now = now_ms()
local last = redis.call('ZRANGE', ENTRIES, -1, -1, 'WITHSCORES')[2]
local number = tonumber(last or 0)
for i = 3, #ARGV do
    number = math.max(number + 1, now * 1000)
    local text = string.format('%.0f', number)
    redis.call('ZADD', ENTRIES, text, text .. ':' .. string.format('%.0f', now) .. ':' .. ARGV[i])
end
redis.call('ZREMRANGEBYRANK', ENTRIES, 0, -1 - tonumber(ARGV[1]))
if tonumber(ARGV[2]) > 0 then
    redis.call('PEXPIRE', ENTRIES, ARGV[2])
else
    redis.call('PERSIST', ENTRIES)
end
return number
