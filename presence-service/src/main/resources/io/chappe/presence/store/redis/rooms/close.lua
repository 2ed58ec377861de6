-- Removes all, in one change: members, and those who wait. They may join again; what was sent before does not bring them back.
-- KEYS: see room.lua
-- ARGV: none
-- Result: see room.lua
local now = now_ms()
local room = load_room(now, '')
local leaving = seats_where(function() return true end)
if #leaving == 0 then
    return unchanged('ABSENT', room)
end
for _, entry in ipairs(leaving) do
    local seat = entry.seat
    local generation, later = string.format('%.0f', seat.generation), string.format('%.0f', seat.sequence + 1)
    put_tombstone(STEPS, TIMES, entry.session, generation, later, now)
end
local result = remove_all(room, leaving)
fade_if_empty(room, now)
return result
