-- Those who wait in a room's lobby, or in a queue.

-- A list of {session, seat}.
local function seats_where(condition)
    local found = {}
    local seats = redis.call('HGETALL', SEATS)
    for i = 1, #seats, 2 do
        local seat = cjson.decode(seats[i + 1])
        if condition(seat) then
            table.insert(found, {session = seats[i], seat = seat})
        end
    end
    return found
end

local function waiting_in_turn()
    local found = seats_where(function(seat) return seat.waiting end)
    table.sort(found, function(one, other)
        local first, second = tonumber(one.seat.joined), tonumber(other.seat.joined)
        return first < second or first == second and one.session < other.session
    end)
    return found
end

-- Whether nobody has called it away.
local function is_uncalled(seat, now)
    return not (seat.call and tonumber(seat.call.till) > now)
end

-- Whether it waits for somebody to call it.
local function is_free(seat, now)
    return seat.waiting and is_uncalled(seat, now)
end

local function is_called_to(seat, to)
    return seat.call and seat.call.to == to
end

-- Its gateway may not have heard yet that the moderator is out of the room, or somewhere else. An administrator needs to be nowhere,
-- and has to do with a room that is kept, too.
local function objection(room, moderator, generation, now)
    if moderator == 'administrator' then
        return redis.call('HLEN', SEATS) == 0 and room.kept <= now and 'ABSENT'
    end
    local own = seat_of(moderator)
    if not own or own.waiting then
        return 'OUTSIDE'
    end
    return own.generation > generation and 'SUPERSEDED'
end
