-- Makes a session a member, or lets it wait.
-- KEYS: see room.lua
-- ARGV: session, peer, generation, sequence, meta, content hash, home, hold, ticket's end in ms, limit of members,
--       incarnation of a new room, what its standing adds to its seat (JSON; '' for nothing), whether it may be the first
--       (1 or 0), rules with which the room begins if it is, how many seats there may be for the roster to be told
-- Result: see room.lua, with the roster if DONE
local session, peer, generation, sequence = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local home, hold, valid_until, limit = ARGV[7], ARGV[8], tonumber(ARGV[9]), tonumber(ARGV[10])
local now = now_ms()
if now > valid_until then
    return {'LATE', now - valid_until}
end
local room = load_room(now, ARGV[11])
local old = seat_of(session)
if old then
    return with_roster(move_seat(room, session, old, generation, sequence, home, hold), room, tonumber(ARGV[15]))
end

local seat = {
    peer = peer,
    home = home,
    hold = hold,
    generation = generation,
    sequence = sequence,
    joined = string.format('%.0f', room.version + 1),
    state = 'online',
    meta = ARGV[5],
    content = ARGV[6],
}
add_standing(seat, read_standing(ARGV[12]))
local count = redis.call('HLEN', SEATS)
local rules = read_rules(room.rules)
-- To who sees nobody in it, a room with hidden members is like any other that begins anew.
if count == 0 or not seat.hidden and count == room.hidden then
    local is_kept = count == 0 and now < room.kept or count > 0 and kept_ms(rules) > 0
    rules = begin_after(rules, read_rules(ARGV[14]), is_kept)
end
if rules.lobby and not seat.moderates and not seat.hidden then
    seat.waiting = true
end

local function refusal()
    if is_beaten(STEPS, TIMES, session, generation, sequence, now) then
        return 'SUPERSEDED'
    elseif is_banned(rules, peer, now) then
        return 'BANNED'
    elseif rules.locked and not seat.moderates then
        return 'LOCKED'
    elseif seat.waiting then
        return room.waiting >= limit and 'FULL'
    elseif inside(room) == 0 and ARGV[13] == '0' then
        return 'CLOSED'
    elseif seat.hidden then
        return room.hidden >= limit and 'FULL'
    end
    return places(room, rules, limit) <= 0 and 'FULL'
end

local verdict = refusal()
if verdict then
    return unchanged(verdict, room, home, hold)
end
remove_tombstone(STEPS, TIMES, session)
change_rules(room, rules)
local text = put_seat(room, session, seat)
local result = done(room, {joined = {session, text}})
if count == 0 then
    keep()
end
return with_roster(result, room, tonumber(ARGV[15]))
