-- A room without its members.
-- KEYS: see room.lua
-- ARGV: none
-- Result: incarnation, version, how many members are seen, how many wait, how many members are hidden, rules; nil if
--         nobody is in it and nothing of it is kept
local room = load_room(0, '')
if redis.call('HLEN', SEATS) == 0 and room.kept <= now_ms() then
    return false
end
return {
    room.incarnation,
    room.version,
    inside(room),
    room.waiting,
    room.hidden,
    room.rules,
}
