-- Writes a notice. One of the same subject that is kept for longer gives it its time.
-- KEYS: see notices.lua
-- ARGV: how many subjects at most, subject, content, for how many ms it is kept (0 for ever)
-- Result: its version, or nil where there are too many subjects
local now, keep = now_ms(), tonumber(ARGV[4])
forget(now)
if is_full_for(ARGV[2], tonumber(ARGV[1])) then
    return nil
end
local until_ms = keep == 0 and 0 or now + keep
local there = redis.call('HGET', TEXTS, ARGV[2])
if there and until_ms ~= 0 then
    local _, until_there = times(there)
    until_ms = until_there == 0 and 0 or math.max(until_ms, until_there)
end
return write(ARGV[2], ARGV[3], string.format('%.0f', now), string.format('%.0f', until_ms), now)
