-- Shows all members from a lost home as reconnecting, in one change.
-- KEYS: see room.lua
-- ARGV: home
-- Result: see room.lua, and [11] the members that are from there: session, seat, session, seat, ...
local home = ARGV[1]
local room = load_room(now_ms(), '')
local updated, theirs = {}, {}
local seats = redis.call('HGETALL', SEATS)
for i = 1, #seats, 2 do
    local session, seat = seats[i], cjson.decode(seats[i + 1])
    if seat.home == home then
        local text = seats[i + 1]
        if seat.state == 'online' then
            local lost = copy(seat)
            lost.state = 'reconnecting'
            text = put_seat(room, session, lost, seat)
            table.insert(updated, session)
            table.insert(updated, text)
        end
        table.insert(theirs, session)
        table.insert(theirs, text)
    end
end
local result
if #updated > 0 then
    result = done(room, {updated = updated})
else
    result = unchanged('DONE', room)
end
result[11] = theirs
return result
