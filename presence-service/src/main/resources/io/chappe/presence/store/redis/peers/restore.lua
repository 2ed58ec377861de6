-- Puts back a session as its gateway has it, unless somebody has done something later.
-- KEYS: see peer.lua
-- ARGV: session, secret's hash, window in ms, generation, for how many ms its socket has been lost (-1: it has one), home, hold,
--       ticket's end in ms
-- Result: see peer.lua
local session, generation, lost_for = ARGV[1], tonumber(ARGV[4]), tonumber(ARGV[5])
local home, hold, valid_until = ARGV[6], ARGV[7], tonumber(ARGV[8])
local now = now_ms()
if now > valid_until then
    return {'LATE', now - valid_until}
end
local peer = load_peer(now)
local old = peer.records[session]
local is_later = old and (old.generation > generation
    or old.generation == generation
        and (old.deadline == OVER or string.sub(old.home, 18) ~= string.sub(home, 18)))
if is_later or is_beaten(STEPS, TIMES, session, generation, 1, now) then
    return answer(peer, 'SUPERSEDED', home, hold)
end
local record, released_home, released_hold = {}, nil, nil
if old and old.generation == generation then
    record = old
else
    record.rooms, record.attempt = {}, '0000000000000000'
end
if old then
    released_home, released_hold = old.home, old.hold
end
if old and old.home == home then
    released_hold, hold = hold, old.hold
end
record.home, record.hold, record.generation = home, hold, generation
record.secret, record.window = ARGV[2], tonumber(ARGV[3])
record.deadline = NOT_LOST
if lost_for >= 0 then
    lose_record(record, now - lost_for)
end
peer.version = math.max(peer.version, now * 1000)
put_record(peer, session, record)
return written(peer, 'DONE', released_home, released_hold)
