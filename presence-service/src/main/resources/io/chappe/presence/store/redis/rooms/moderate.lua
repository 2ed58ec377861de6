-- Does what a moderator says, as one change.
-- KEYS: see room.lua
-- ARGV: the moderator's session ('administrator' for one who is in no room), its generation; ADMIT, DENY, KICK, LOCK, UNLOCK or DESCRIBE; session ('' for all who wait, and
--       where it is about the room), for how many ms its peer may not come back, limit of members, the room's metadata where
--       it is described ('' for none)
-- Result: see room.lua
local action, session, ban_ms, limit = ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6])
local now = now_ms()
local room = load_room(now, '')
local rules = read_rules(room.rules)
local version = string.format('%.0f', room.version + 1)

-- As far as there is room.
local function admit(waiting)
    if #waiting == 0 then
        return unchanged('DONE', room)
    end
    local admitted = {}
    for i = 1, math.min(#waiting, places(room, rules, limit)) do
        local seat = copy(waiting[i].seat)
        seat.waiting, seat.call, seat.joined = nil, nil, version
        table.insert(admitted, waiting[i].session)
        table.insert(admitted, put_seat(room, waiting[i].session, seat, waiting[i].seat))
    end
    return #admitted > 0 and done(room, {updated = admitted}) or unchanged('FULL', room)
end

local function take_out(peer, leaving)
    ban(rules, peer, now + ban_ms, now)
    rules.version = version
    change_rules(room, rules)
    local result = remove_all(room, leaving)
    fade_if_empty(room, now)
    return result
end

local function set_rule(name, value)
    if rules[name] == value then
        return unchanged('DONE', room)
    end
    rules[name], rules.version = value, version
    change_rules(room, rules)
    return done(room, {})
end

local refused = objection(room, ARGV[1], tonumber(ARGV[2]), now)
if refused then
    return unchanged(refused, room)
end
if action == 'LOCK' or action == 'UNLOCK' then
    return set_rule('locked', action == 'LOCK')
end
if action == 'DESCRIBE' then
    return set_rule('metadata', ARGV[7] ~= '' and ARGV[7] or nil)
end
if action == 'ADMIT' and session == '' then
    return admit(waiting_in_turn())
end
local seat = seat_of(session)
if not seat or action == 'DENY' and not seat.waiting then
    return unchanged('ABSENT', room)
end
if action == 'ADMIT' then
    return admit(seat.waiting and {{session = session, seat = seat}} or {})
end
return take_out(seat.peer, seats_where(function(other)
    return other.peer == seat.peer and (other.waiting or action == 'KICK')
end))
