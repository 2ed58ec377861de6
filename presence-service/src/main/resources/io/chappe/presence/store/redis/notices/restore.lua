-- Puts back notices that somebody knows. What is there, and was written no earlier, stays.
-- KEYS: see notices.lua
-- ARGV: how many subjects at most, then for each: subject, content, written at, until (both ms)
local now, most = now_ms(), tonumber(ARGV[1])
forget(now)
for i = 2, #ARGV, 4 do
    local there = redis.call('HGET', TEXTS, ARGV[i])
    local is_news = not there or times(there) < tonumber(ARGV[i + 2])
    if is_news and not is_over(tonumber(ARGV[i + 3]), now) and not is_full_for(ARGV[i], most) then
        write(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], now)
    end
end
