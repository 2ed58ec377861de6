-- Writes a notice, whatever is there.
-- KEYS: see notices.lua
-- ARGV: how many subjects at most, subject, content, for how many ms it is kept (0 for ever)
-- Result: its version, or nil where there are too many subjects
return (put(ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[1])))
