-- Removes sessions that have ended, in one change, and remembers that they have left for good.
-- KEYS: see room.lua
-- ARGV: session, the generation that has ended, session, generation, ...
-- Result: see room.lua
local LAST = '9223372036854775807'
local now = now_ms()
local room = load_room(now, '')
local leaving = {}
for i = 1, #ARGV, 2 do
    local session, generation = ARGV[i], ARGV[i + 1]
    local seat = seat_of(session)
    if not seat or seat.generation <= tonumber(generation) then
        put_tombstone(STEPS, TIMES, session, generation, LAST, now)
        if seat then
            table.insert(leaving, {session = session, seat = seat})
        end
    end
end
local result
if #leaving > 0 then
    result = remove_all(room, leaving)
else
    result = unchanged('ABSENT', room)
end
fade_if_empty(room, now)
return result
