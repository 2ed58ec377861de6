-- The hours or the days in which something was used.
-- KEYS: see usage.lua
-- ARGV: 'h' or 'd', number of the first one, of the last one
-- Result: how many, {number, usage, ...}, in no order
local fields = redis.call('HGETALL', TOTALS)
local found = {}
for i = 1, #fields, 2 do
    local kind, number = string.match(fields[i], '^(%l):(%d+)$')
    if kind == ARGV[1] and tonumber(number) >= tonumber(ARGV[2]) and tonumber(number) <= tonumber(ARGV[3]) then
        found[#found + 1] = number
        found[#found + 1] = fields[i + 1]
    end
end
-- Not the hours alone: an empty answer has no first part, by which the caller knows one that comes too late.
return {#found / 2, found}
