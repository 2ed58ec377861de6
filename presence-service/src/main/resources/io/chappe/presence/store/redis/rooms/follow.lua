-- One who is called goes there, so that nobody else calls it; or does not go, and has its place again.
-- KEYS: see room.lua
-- ARGV: session, generation, the room that it is called to, why it does not go ('' if it goes)
-- Result: see room.lua
local FOLLOWED = '9223372036854775807'
local session, to, refusal = ARGV[1], ARGV[3], ARGV[4]
local now = now_ms()
local room = load_room(now, '')
local seat = seat_of(session)
if not seat then
    return unchanged('ABSENT', room)
end
if seat.generation > tonumber(ARGV[2]) then
    return unchanged('SUPERSEDED', room)
end
local is_called = is_called_to(seat, to)
local changed = copy(seat)
if refusal == '' then
    if not is_called or is_uncalled(seat, now) then
        return unchanged('ABSENT', room)
    end
    if seat.call.till == FOLLOWED then
        return unchanged('DONE', room)
    end
    changed.call.till = FOLLOWED
    return replace(room, session, seat, changed)
end
if not is_called or seat.call.refusal then
    return unchanged('DONE', room)
end
if seat.call.request then
    -- For the moderator, who wants to know.
    changed.call.till, changed.call.refusal = '0', refusal
else
    changed.call = nil
end
local rules = read_rules(room.rules)
if rules.takes and take_to(rules, to) then
    remove_take(rules, to)
    rules.version = string.format('%.0f', room.version + 1)
    change_rules(room, rules)
end
return replace(room, session, seat, changed)
