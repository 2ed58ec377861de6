-- Lets the leases of a node end no later than after the rest.
-- KEYS: see leases.lua
-- ARGV: node, rest in ms
-- Result: nil
local latest = now_ms() + tonumber(ARGV[2])
for _, life in ipairs(redis.call('ZRANGEBYSCORE', ENDS, '(' .. string.format('%.0f', latest), '+inf')) do
    if string.sub(life, 18) == ARGV[1] and not is_lost(life) then
        redis.call('ZADD', ENDS, latest, life)
    end
end
return false
