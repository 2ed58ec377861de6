-- Writes a notice if what is there is what whoever writes it knows.
-- KEYS: see notices.lua
-- ARGV: how many subjects at most, subject, content, for how many ms it is kept (0 for ever), when the known one was written (0
--   for none, or an empty one)
-- Result: {'WRITTEN' | 'FULL' | 'CHANGED', its version, when it was written}
forget(now_ms())
local text = redis.call('HGET', TEXTS, ARGV[2])
local there = 0
if text and not string.match(text, '^%d+:%d+:$') then
    there = times(text)
end
if there ~= tonumber(ARGV[5]) then
    return {'CHANGED', 0, 0}
end
local version, written_at = put(ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[1]))
if not version then
    return {'FULL', 0, 0}
end
return {'WRITTEN', version, tonumber(written_at)}
