-- All lives that hold a lease or are being swept.
-- KEYS: see leases.lua
-- ARGV: none
-- Result: one list, for each life {life, how long its lease goes on in ms (0 or less where it is over), whether it is lost (1 or
--         0), its report; nil for none}
local now = now_ms()
local lives = redis.call('ZRANGE', ENDS, 0, -1, 'WITHSCORES')
local result = {}
for i = 1, #lives, 2 do
    local life = lives[i]
    table.insert(result, {
        life,
        tonumber(lives[i + 1]) - now,
        is_lost(life) and 1 or 0,
        redis.call('HGET', REPORTS, life),
    })
end
return {result}
