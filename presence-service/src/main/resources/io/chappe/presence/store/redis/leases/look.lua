-- A service's look: notices breaks and losses, ends the recovering, and claims lives whose lease has run out and which nobody
-- else has claimed; none before services have looked for a whole lease without a break.
-- KEYS: see leases.lua
-- ARGV: claim in ms, lease in ms, how many lives at most, incarnation of a new store, the known mark's incarnation and looks,
--       doubt (1 or 0), the gateways that are in the cluster ...
-- Result: how many lives hold their lease, {life, ...}, mark, and if the recovering ends here because it took too long, how many
--         gateways have not said by then that they have put back what they have, else 0
-- Services look twice a second; who has not for so long could not.
local BREAK_MS = 3000
-- Gateways of a cluster that was cut in two come one after the other.
local LEAST_RECOVERY_MS = 3000
local LONGEST_RECOVERY_MS = 15000
local now, max = now_ms(), tonumber(ARGV[3])

local function count_unrestored(first)
    local nodes = {}
    for _, life in ipairs(redis.call('SMEMBERS', RESTORED)) do
        nodes[string.sub(life, 18)] = true
    end
    local missing = 0
    for i = first, #ARGV do
        missing = missing + (nodes[ARGV[i]] and 0 or 1)
    end
    return missing
end

local mark = load_mark(now, ARGV[4])
lose_if(ARGV[7] == '1' or tonumber(ARGV[6]) > mark.looks, mark, ARGV[5], now, ARGV[4])
mark.looks = mark.looks + 1
if mark.last > 0 and now - mark.last > BREAK_MS then
    mark.steady = now
    mark.recovering = mark.recovering > 0 and now or 0
end
mark.last = now
local recovering_for = mark.recovering > 0 and now - mark.recovering or 0
local unrestored = 0
if recovering_for >= LEAST_RECOVERY_MS then
    local missing = count_unrestored(8)
    if missing == 0 or recovering_for >= LONGEST_RECOVERY_MS then
        mark.recovering, mark.steady, unrestored = 0, now, missing
    end
end
save_mark(mark)

local living = redis.call('ZCARD', ENDS) - redis.call('ZCARD', LOST)
local lives = {}
if mark.recovering == 0 and now - mark.steady >= tonumber(ARGV[2]) then
    for _, life in ipairs(redis.call('ZRANGEBYSCORE', ENDS, '-inf', now)) do
        local claimed = redis.call('ZSCORE', LOST, life)
        if #lives < max and (not claimed or tonumber(claimed) <= now) then
            redis.call('ZADD', ENDS, now, life)
            redis.call('ZADD', LOST, now + tonumber(ARGV[1]), life)
            table.insert(lives, life)
        end
    end
end
return {living, lives, answer_mark(mark), unrestored}
