-- Renews a lease.
-- KEYS: see leases.lua
-- ARGV: life, lease in ms, incarnation of a new store, the known mark's incarnation and looks, the node's report (JSON; '' for
--       none, which leaves the one before)
-- Result: HELD, LOST (also if it was never begun) or STORE_CHANGED, mark
local now = now_ms()
local mark = load_mark(now, ARGV[3])
lose_if(tonumber(ARGV[5]) > mark.looks, mark, ARGV[4], now, ARGV[3])
local outcome
if mark.incarnation ~= ARGV[4] then
    recover(mark, now)
    outcome = 'STORE_CHANGED'
elseif is_lost(ARGV[1]) or not redis.call('ZSCORE', ENDS, ARGV[1]) then
    outcome = 'LOST'
else
    redis.call('ZADD', ENDS, now + tonumber(ARGV[2]), ARGV[1])
    if ARGV[6] ~= '' then
        redis.call('HSET', REPORTS, ARGV[1], ARGV[6])
    end
    outcome = 'HELD'
end
save_mark(mark)
return {outcome, answer_mark(mark)}
