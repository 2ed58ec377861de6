-- Lets a room be there for a while although nobody is in it, or no longer.
-- KEYS: see room.lua
-- ARGV: for how many ms (0 for no longer), incarnation of a new room
-- Result: see room.lua
local ahead_ms = tonumber(ARGV[1])
local now = now_ms()
local room = load_room(now, ARGV[2])
if redis.call('HLEN', SEATS) > 0 then
    return unchanged('DONE', room)
end
local is_there = now < room.kept
if ahead_ms == 0 and not is_there then
    return unchanged('ABSENT', room)
end
room.kept = ahead_ms > 0 and now + ahead_ms or 0
if ahead_ms == 0 or not is_there then
    local anew = begin_after(read_rules(room.rules), read_rules(''), false)
    anew.version = string.format('%.0f', room.version + 1)
    change_rules(room, anew)
end
local result
if room.has_new_rules then
    result = done(room, {})
else
    save_room(room)
    result = unchanged('DONE', room)
end
fade_if_empty(room, now)
return result
