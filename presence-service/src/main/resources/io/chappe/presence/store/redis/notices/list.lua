-- Notices whose subjects begin in one way, by their subjects.
-- KEYS: see notices.lua
-- ARGV: prefix, subject after which they come (empty for the first), how many at most
-- Result: {{subject, text, ...}}
forget(now_ms())
local prefix, after, most = ARGV[1], ARGV[2], tonumber(ARGV[3])
local subjects = {}
for _, subject in ipairs(redis.call('HKEYS', TEXTS)) do
    if string.sub(subject, 1, #prefix) == prefix and subject > after then
        table.insert(subjects, subject)
    end
end
table.sort(subjects)
local found = {}
for i = 1, math.min(most, #subjects) do
    table.insert(found, subjects[i])
    table.insert(found, redis.call('HGET', TEXTS, subjects[i]))
end
return {found}
