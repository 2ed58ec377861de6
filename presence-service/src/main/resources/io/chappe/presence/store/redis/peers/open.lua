-- Begins a session, with generation 1.
-- KEYS: see peer.lua
-- ARGV: session, secret's hash, window in ms, home, hold, ticket's end in ms
-- Result: see peer.lua
local session, home, hold, valid_until = ARGV[1], ARGV[4], ARGV[5], tonumber(ARGV[6])
local now = now_ms()
if now > valid_until then
    return {'LATE', now - valid_until}
end
local peer = load_peer(now)
local old = peer.records[session]
if old then
    local is_again = old.generation == 1 and old.home == home
    return answer(peer, is_again and 'DONE' or 'SUPERSEDED', home, hold)
end
if is_beaten(STEPS, TIMES, session, 1, 1, now) then
    return answer(peer, 'SUPERSEDED', home, hold)
end
put_record(peer, session, {
    home = home,
    hold = hold,
    generation = 1,
    secret = ARGV[2],
    window = tonumber(ARGV[3]),
    deadline = NOT_LOST,
    attempt = '0000000000000000',
    rooms = {},
})
return written(peer, 'DONE')
