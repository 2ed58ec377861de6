-- Notes that a session is in a room no more, unless it has entered it by a later step.
-- KEYS: see peer.lua
-- ARGV: session, generation, sequence (0: not numbered), room
-- Result: see peer.lua
local sequence, room = tonumber(ARGV[3]), ARGV[4]
return change_record(load_peer(now_ms()), ARGV[1], tonumber(ARGV[2]), function(record)
    local entered = record.rooms[room]
    if not entered or (sequence > 0 and entered > sequence) then
        return false
    end
    record.rooms[room] = nil
    return true
end)
