-- Notes that a session is in a room.
-- KEYS: see peer.lua
-- ARGV: session, generation, sequence, room
-- Result: see peer.lua
local sequence, room = tonumber(ARGV[3]), ARGV[4]
return change_record(load_peer(now_ms()), ARGV[1], tonumber(ARGV[2]), function(record)
    local entered = record.rooms[room]
    if entered and entered >= sequence then
        return false
    end
    record.rooms[room] = sequence
    return true
end)
