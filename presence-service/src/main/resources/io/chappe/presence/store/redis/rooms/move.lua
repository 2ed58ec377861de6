-- Gives a member a new home and generation, and shows it as online.
-- KEYS: see room.lua
-- ARGV: session, generation, home, hold, ticket's end in ms, how many seats there may be for the roster to be told
-- Result: see room.lua, with the roster if DONE
local session, home, hold, valid_until = ARGV[1], ARGV[3], ARGV[4], tonumber(ARGV[5])
local now = now_ms()
if now > valid_until then
    return {'LATE', now - valid_until}
end
local room = load_room(now, '')
local old = seat_of(session)
if not old then
    return unchanged('ABSENT', room, home, hold)
end
return with_roster(move_seat(room, session, old, tonumber(ARGV[2]), 0, home, hold), room, tonumber(ARGV[6]))
