-- What copies of a roster are compared by.
-- KEYS: see room.lua
-- ARGV: none
-- Result: incarnation, version, digest (16 hex digits); nil if nobody is in the room
if redis.call('HLEN', SEATS) == 0 then
    return false
end
local room = load_room(0, '')
return {room.incarnation, room.version, hash_text(room.digest)}
