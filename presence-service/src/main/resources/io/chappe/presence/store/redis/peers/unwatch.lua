-- Removes a watching node.
-- KEYS: see peer.lua
-- ARGV: home
-- Result: see peer.lua
local home = ARGV[1]
local peer = load_peer(now_ms())
local hold = redis.call('HGET', WATCHES, home)
if not hold then
    return answer(peer, 'DONE')
end
redis.call('HDEL', WATCHES, home)
return written(peer, 'DONE', home, hold)
