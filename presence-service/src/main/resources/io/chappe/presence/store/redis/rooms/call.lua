-- Calls a session, be it a member or one that waits, to another room where a moderator wants it; one whom nobody else has called.
-- KEYS: see room.lua
-- ARGV: the moderator's session, its generation, session, the room, the moderator's request
-- Result: see room.lua; DONE without a change where the same was asked for before, whatever has become of it
local LASTS_MS = 15000
local moderator, session, to, request = ARGV[1], ARGV[3], ARGV[4], ARGV[5]
local now = now_ms()
local room = load_room(now, '')

local refused = objection(room, moderator, tonumber(ARGV[2]), now)
if refused then
    return unchanged(refused, room)
end
local seat = seat_of(session)
if not seat or to == '' then
    return unchanged('ABSENT', room)
end
if seat.call and seat.call.request == request and seat.call.agent == moderator then
    return unchanged('DONE', room)
end
if not is_uncalled(seat, now) then
    return unchanged('ABSENT', room)
end
local called = copy(seat)
called.call = {to = to, agent = moderator, request = request, till = string.format('%.0f', now + LASTS_MS)}
return replace(room, session, seat, called)
