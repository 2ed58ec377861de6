-- Removes a session, unless it has joined by a later step, and remembers that it has left.
-- KEYS: see room.lua
-- ARGV: session, generation, sequence (0: not numbered, which only compares the generation and is not remembered)
-- Result: see room.lua
local session, generation, sequence = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local now = now_ms()
local room = load_room(now, '')
local seat = seat_of(session)
local is_numbered = sequence > 0
if seat then
    local is_later = is_numbered and is_before(generation, sequence, seat.generation, seat.sequence)
        or not is_numbered and seat.generation > generation
    if is_later then
        return unchanged('SUPERSEDED', room)
    end
end
if is_numbered then
    put_tombstone(STEPS, TIMES, session, ARGV[2], ARGV[3], now)
end
local result
if seat then
    result = remove_all(room, {{session = session, seat = seat}})
else
    result = unchanged('ABSENT', room)
end
fade_if_empty(room, now)
return result
