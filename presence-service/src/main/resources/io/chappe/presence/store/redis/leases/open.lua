-- Begins a lease, or renews it.
-- KEYS: see leases.lua
-- ARGV: life, lease in ms, incarnation of a new store
-- Result: HELD or LOST, mark
local now = now_ms()
local mark = load_mark(now, ARGV[3])
save_mark(mark)
if is_lost(ARGV[1]) then
    return {'LOST', answer_mark(mark)}
end
redis.call('ZADD', ENDS, now + tonumber(ARGV[2]), ARGV[1])
return {'HELD', answer_mark(mark)}
