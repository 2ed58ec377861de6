-- Changes the meta of a member.
-- KEYS: see room.lua
-- ARGV: session, generation, meta, content hash
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
if old.meta == ARGV[3] then
    return unchanged('DONE', room)
end
local updated = copy(old)
updated.meta, updated.content = ARGV[3], ARGV[4]
return replace(room, session, old, updated)
