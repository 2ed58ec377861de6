-- Gives a session a new home and the next generation.
-- KEYS: see peer.lua
-- ARGV: session, secret's hash, attempt, home, hold, ticket's end in ms, since when the store is steady in ms
-- Result: see peer.lua, and the session's record as [8] if DONE, or if its window has ended
local session, attempt, home, hold, valid_until = ARGV[1], ARGV[3], ARGV[4], ARGV[5], tonumber(ARGV[6])
local now = now_ms()
if now > valid_until then
    return {'LATE', now - valid_until}
end
local peer = load_peer(now)
local record = peer.records[session]
-- Lua compares texts by where they are: the time does not tell how much of the hash is right.
if not record or record.secret ~= ARGV[2] then
    return answer(peer, 'ABSENT', home, hold)
end
local result
not_before(record, tonumber(ARGV[7]))
if is_past(record, now) then
    record.deadline = OVER
    put_record(peer, session, record)
    result = written(peer, 'ABSENT', home, hold)
elseif record.home == home and record.attempt == attempt and record.previous then
    result = answer(peer, 'DONE', home, hold)
else
    local old_home, old_hold = record.home, record.hold
    record.previous = old_home
    record.home, record.hold, record.attempt = home, hold, attempt
    record.generation = record.generation + 1
    record.deadline = NOT_LOST
    -- The steps of the new generation are counted from 1 again, so that all of them are later than these.
    for room in pairs(record.rooms) do
        record.rooms[room] = 0
    end
    put_record(peer, session, record)
    result = written(peer, 'DONE', old_home, old_hold)
end
result[8] = cjson.encode(record)
return result
