-- Removes a session, and remembers that it has ended.
-- KEYS: see peer.lua
-- ARGV: session, generation
-- Result: see peer.lua
local LAST = '9223372036854775807'
local session = ARGV[1]
local now = now_ms()
local peer = load_peer(now)
local old = peer.records[session]
if old and old.generation > tonumber(ARGV[2]) then
    return answer(peer, 'SUPERSEDED')
end
put_tombstone(STEPS, TIMES, session, ARGV[2], LAST, now)
if not old then
    return written(peer, 'ABSENT')
end
peer.records[session] = nil
redis.call('HDEL', SESSIONS, session)
return written(peer, 'DONE', old.home, old.hold)
