-- Begins a session, with generation 1.
-- KEYS: see peer.lua
-- ARGV: session, secret's hash, window in ms, home, hold, ticket's end in ms, how many sessions the peer may have, 1 if the
--       new one ends those that are too many
-- Result: see peer.lua, with the verdict FULL if none makes room, and as [8] the records that are over: session, record, ...
local session, home, hold, valid_until = ARGV[1], ARGV[4], ARGV[5], tonumber(ARGV[6])
local most, replaces = tonumber(ARGV[7]), ARGV[8] == '1'
local now = now_ms()
if now > valid_until then
    return {'LATE', now - valid_until}
end
local peer = load_peer(now)

local function with_over(result)
    result[8] = {}
    for other, record in pairs(peer.records) do
        if record.deadline == OVER then
            table.insert(result[8], other)
            table.insert(result[8], cjson.encode(record))
        end
    end
    return result
end

-- Those without a socket first, the one whose window ends next before all.
local function living()
    local all = {}
    for other, record in pairs(peer.records) do
        if record.deadline ~= OVER then
            table.insert(all, other)
        end
    end
    if #all < most then
        return all
    end
    table.sort(all, function(one, other)
        local a, b = peer.records[one].deadline, peer.records[other].deadline
        if (a == NOT_LOST) ~= (b == NOT_LOST) then
            return b == NOT_LOST
        end
        return a < b or (a == b and one < other)
    end)
    return all
end

local old = peer.records[session]
if old then
    local is_again = old.generation == 1 and old.home == home and old.deadline ~= OVER
    return with_over(answer(peer, is_again and 'DONE' or 'SUPERSEDED', home, hold))
end
if is_beaten(STEPS, TIMES, session, 1, 1, now) then
    return with_over(answer(peer, 'SUPERSEDED', home, hold))
end
local alive, displaced = living(), {}
for i = 1, #alive + 1 - most do
    if replaces or peer.records[alive[i]].deadline ~= NOT_LOST then
        table.insert(displaced, alive[i])
    end
end
if #alive - #displaced >= most then
    return with_over(answer(peer, 'FULL', home, hold))
end
for _, other in ipairs(displaced) do
    peer.records[other].deadline = OVER
    put_record(peer, other, peer.records[other])
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
return with_over(written(peer, 'DONE'))
