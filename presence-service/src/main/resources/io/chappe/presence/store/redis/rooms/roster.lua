-- The members of a room, and those who wait.
-- KEYS: see room.lua
-- ARGV: none
-- Result: incarnation, version, the last shown version, {session, seat, session, seat, ...}, rules; nil if nobody is in
--         it
local seats = redis.call('HGETALL', SEATS)
if #seats == 0 then
    return false
end
local room = load_room(0, '')
return {room.incarnation, room.version, room.shown, seats, room.rules}
