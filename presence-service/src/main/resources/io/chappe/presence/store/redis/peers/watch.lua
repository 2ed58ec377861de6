-- Adds a watching node.
-- KEYS: see peer.lua
-- ARGV: home, hold, ticket's end in ms
-- Result: see peer.lua
local home, hold, valid_until = ARGV[1], ARGV[2], tonumber(ARGV[3])
local now = now_ms()
if now > valid_until then
    return {'LATE', now - valid_until}
end
local peer = load_peer(now)
if redis.call('HSETNX', WATCHES, home, hold) == 0 then
    return answer(peer, 'DONE', home, hold)
end
return written(peer, 'DONE')
