-- Shows a member in another state.
-- KEYS: see room.lua
-- ARGV: session, generation, state
-- Result: see room.lua
local session = ARGV[1]
local room = load_room(now_ms(), '')
local old = seat_of(session)
if not old then
    return unchanged('ABSENT', room)
end
if old.generation > tonumber(ARGV[2]) then
    return unchanged('SUPERSEDED', room)
end
if old.state == ARGV[3] then
    return unchanged('DONE', room)
end
local marked = copy(old)
marked.state = ARGV[3]
return replace(room, session, old, marked)
