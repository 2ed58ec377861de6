-- Claims lives whose lease has run out and which nobody else has claimed; none before services have looked for a whole
-- lease without a break.
-- KEYS: see leases.lua
-- ARGV: claim in ms, lease in ms, how many lives at most
-- Result: how many lives hold their lease, {life, ...}
-- Services look twice a second; who has not for so long could not.
local BREAK_MS = 3000
local now, max = now_ms(), tonumber(ARGV[3])
local last, steady = unpack(redis.call('HMGET', LOOKS, 'last', 'steady'))
steady = tonumber(steady or 0)
if last and now - tonumber(last) > BREAK_MS then
    steady = now
end
redis.call('HSET', LOOKS, 'last', string.format('%.0f', now), 'steady', string.format('%.0f', steady))
local living = redis.call('ZCARD', ENDS) - redis.call('ZCARD', LOST)
local lives = {}
if now - steady >= tonumber(ARGV[2]) then
    for _, life in ipairs(redis.call('ZRANGEBYSCORE', ENDS, '-inf', now)) do
        local claimed = redis.call('ZSCORE', LOST, life)
        if #lives < max and (not claimed or tonumber(claimed) <= now) then
            redis.call('ZADD', ENDS, now, life)
            redis.call('ZADD', LOST, now + tonumber(ARGV[1]), life)
            table.insert(lives, life)
        end
    end
end
return {living, lives}
