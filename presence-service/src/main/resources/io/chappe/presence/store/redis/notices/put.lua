-- Writes a notice. One of the same subject that is kept for longer gives it its time, unless the new one is empty. It is later
-- than the one before, also where the clock is not.
-- KEYS: see notices.lua
-- ARGV: how many subjects at most, subject, content, for how many ms it is kept (0 for ever)
-- Result: its version, or nil where there are too many subjects
local now, keep = now_ms(), tonumber(ARGV[4])
forget(now)
if is_full_for(ARGV[2], tonumber(ARGV[1])) then
    return nil
end
local until_ms, written_at = keep == 0 and 0 or now + keep, now
local there = redis.call('HGET', TEXTS, ARGV[2])
if there then
    local written_there, until_there = times(there)
    written_at = math.max(now, written_there + 1)
    if until_ms ~= 0 and ARGV[3] ~= '' then
        until_ms = until_there == 0 and 0 or math.max(until_ms, until_there)
    end
end
return write(ARGV[2], ARGV[3], string.format('%.0f', written_at), string.format('%.0f', until_ms), now)
