-- Calls one who waits in a queue to a room where a moderator is; somebody whom nobody else has called.
-- KEYS: see room.lua
-- ARGV: the moderator's session, its generation, session ('' for the next), the room
-- Result: see room.lua
local LASTS_MS = 15000
local agent, session, to = ARGV[1], ARGV[3], ARGV[4]
local now = now_ms()
local room = load_room(now, '')
local rules = read_rules(room.rules)

-- Whether somebody is on the way there, or has gone there.
local function is_done(waiting)
    local take = take_to(rules, to)
    if take and not seat_of(take.session) then
        return true
    end
    for _, entry in ipairs(waiting) do
        if is_called_to(entry.seat, to) and not is_free(entry.seat, now) then
            return true
        end
    end
    return false
end

local function next_of(waiting)
    for _, entry in ipairs(waiting) do
        if is_free(entry.seat, now) and (session == '' or entry.session == session) then
            return entry
        end
    end
    return nil
end

local refused = objection(room, agent, tonumber(ARGV[2]), now)
if refused then
    return unchanged(refused, room)
end
if not rules.takes or to == '' then
    return unchanged('ABSENT', room)
end
local waiting = waiting_in_turn()
if is_done(waiting) then
    return unchanged('DONE', room)
end
local entry = next_of(waiting)
if not entry then
    return unchanged('ABSENT', room)
end
local called = copy(entry.seat)
called.call = {to = to, agent = agent, till = string.format('%.0f', now + LASTS_MS)}
add_take(rules, {to = to, session = entry.session, peer = called.peer, at = string.format('%.0f', now)})
rules.version = string.format('%.0f', room.version + 1)
change_rules(room, rules)
return replace(room, entry.session, entry.seat, called)
