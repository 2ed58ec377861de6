-- Lets the windows of a lost home's sessions run, sees which have ended, and removes its watch, in one change.
-- KEYS: see peer.lua
-- ARGV: home, since when the store is steady in ms
-- Result: see peer.lua, and as [8] the records that are still of that home: session, record, session, record, ...
local home = ARGV[1]
local now = now_ms()
local peer = load_peer(now)
local theirs = {}
for session, record in pairs(peer.records) do
    if record.home == home then
        lose_record(record, now)
        not_before(record, tonumber(ARGV[2]))
        if is_past(record, now) then
            record.deadline = OVER
        end
        table.insert(theirs, session)
        table.insert(theirs, put_record(peer, session, record))
    end
end
local hold = redis.call('HGET', WATCHES, home)
redis.call('HDEL', WATCHES, home)
local result
if hold then
    result = written(peer, 'DONE', home, hold)
elseif #theirs > 0 then
    result = written(peer, 'DONE')
else
    result = answer(peer, 'DONE')
end
result[8] = theirs
return result
