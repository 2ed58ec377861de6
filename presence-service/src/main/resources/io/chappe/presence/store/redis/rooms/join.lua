-- Makes a session a member.
-- KEYS: see room.lua
-- ARGV: session, peer, generation, sequence, meta, content hash, home, hold, ticket's end in ms, limit of members,
--       incarnation of a new room
-- Result: see room.lua, with the roster if DONE
local session, generation, sequence = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
local home, hold, valid_until = ARGV[7], ARGV[8], tonumber(ARGV[9])
local now = now_ms()
if now > valid_until then
    return {'LATE', now - valid_until}
end
local room = load_room(now, ARGV[11])
local old = seat_of(session)
if old then
    return with_roster(move_seat(room, session, old, generation, sequence, home, hold), room)
end
if is_beaten(STEPS, TIMES, session, generation, sequence, now) then
    return unchanged('SUPERSEDED', room, home, hold)
end
local count = redis.call('HLEN', SEATS)
if count >= tonumber(ARGV[10]) then
    return unchanged('FULL', room, home, hold)
end
remove_tombstone(STEPS, TIMES, session)
room.version = room.version + 1
room.shown = room.version
local text = put_seat(room, session, {
    peer = ARGV[2],
    home = home,
    hold = hold,
    generation = generation,
    sequence = sequence,
    joined = string.format('%.0f', room.version),
    state = 'online',
    meta = ARGV[5],
    content = ARGV[6],
})
save_room(room)
if count == 0 then
    keep()
end
return with_roster(answer('DONE', room, {joined = {session, text}}), room)
