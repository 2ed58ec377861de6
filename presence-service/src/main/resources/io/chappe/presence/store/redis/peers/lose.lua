-- Lets a session's window run; if it runs already, it goes on.
-- KEYS: see peer.lua
-- ARGV: session, generation, for how many ms its socket has been lost
-- Result: see peer.lua
local now = now_ms()
local peer = load_peer(now)
return change_record(peer, ARGV[1], tonumber(ARGV[2]), function(record)
    if record.deadline ~= NOT_LOST then
        return false
    end
    lose_record(record, now - math.max(0, tonumber(ARGV[3])))
    return true
end)
