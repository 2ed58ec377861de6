-- Bans a peer, and takes out all that it has in the room, or lifts its ban, as one change.
-- KEYS: see room.lua
-- ARGV: the peer, for how many ms it may not come in (0 to lift its ban)
-- Result: see room.lua
local peer, ban_ms = ARGV[1], tonumber(ARGV[2])
local now = now_ms()
local room = load_room(now, '')
local rules = read_rules(room.rules)
local leaving = {}
if ban_ms > 0 then
    local refused = objection(room, 'administrator', 0, now)
    if refused then
        return unchanged(refused, room)
    end
    leaving = seats_where(function(seat) return seat.peer == peer end)
    ban(rules, peer, now + ban_ms, now)
elseif is_banned(rules, peer, now) then
    rules.bans[peer] = nil
else
    return unchanged('ABSENT', room)
end
rules.version = string.format('%.0f', room.version + 1)
change_rules(room, rules)
local result = remove_all(room, leaving)
fade_if_empty(room, now)
return result
