-- One room, and what its operations have in common. All of them have these keys, with one hash tag:
--   KEYS[1]  hash: incarnation (16 hex digits), version, shown (the last version that clients see), digest
--   KEYS[2]  hash: session to seat
--   KEYS[3]  hash: node to how many members it has here
--   KEYS[4]  hash: steps of tombstones
--   KEYS[5]  sorted set: times of tombstones
-- A seat is a JSON object: peer, home ('<incarnation, 16 hex digits>:<node>'), generation, joined (a text, because cjson
-- writes 14 digits of a number), state ('online' or 'reconnecting'), meta (JSON as text), hold (16 hex digits), sequence,
-- content (the hash over session and meta). Fields that are not known here are kept.
--
-- Operations that change answer with
--   [1] verdict: DONE, ABSENT, SUPERSEDED, FULL; or LATE, with by how many ms as [2] and nothing more
--   [2] 1 if the room has changed, else 0
--   [3] incarnation   [4] version
--   [5] joined, [6] left, [7] updated: each session, seat, session, seat, ...
--   [8] the nodes that have members now
--   [9] the holds that nothing stands on any more: home, hold, home, hold, ...
-- and some with more behind it.

local ROOM, SEATS, NODES, STEPS, TIMES = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

-- How long a room that nobody is in is kept for its tombstones, and so that its version never goes back.
local FADE_MS = KEEP_MS

-- A room that is not there begins with this incarnation.
local function load_room(now, incarnation)
    local fields = redis.call('HMGET', ROOM, 'incarnation', 'version', 'shown', 'digest')
    if not fields[1] then
        return {
            incarnation = incarnation,
            version = now * 1000,
            shown = now * 1000,
            digest = {high = 0, low = 0},
        }
    end
    return {
        incarnation = fields[1],
        version = tonumber(fields[2]),
        shown = tonumber(fields[3]),
        digest = read_hash(fields[4]),
    }
end

local function save_room(room)
    redis.call(
        'HSET', ROOM,
        'incarnation', room.incarnation,
        'version', string.format('%.0f', room.version),
        'shown', string.format('%.0f', room.shown),
        'digest', hash_text(room.digest))
end

local function fade_if_empty()
    if redis.call('HLEN', SEATS) == 0 then
        for _, key in ipairs(KEYS) do
            redis.call('PEXPIRE', key, FADE_MS)
        end
    end
end

local function keep()
    for _, key in ipairs(KEYS) do
        redis.call('PERSIST', key)
    end
end

local function seat_of(session)
    local seat = redis.call('HGET', SEATS, session)
    return seat and cjson.decode(seat)
end

local function node_of(seat)
    return string.sub(seat.home, 18)
end

local function digest_of(seat)
    return member_digest(seat.content, seat.generation, seat.state == 'online')
end

-- The old seat is nil for a newcomer.
local function put_seat(room, session, seat, old)
    if old then
        room.digest = subtract(room.digest, digest_of(old))
    end
    if old and old.home ~= seat.home and redis.call('HINCRBY', NODES, node_of(old), -1) <= 0 then
        redis.call('HDEL', NODES, node_of(old))
    end
    if not old or old.home ~= seat.home then
        redis.call('HINCRBY', NODES, node_of(seat), 1)
    end
    room.digest = add(room.digest, digest_of(seat))
    local text = cjson.encode(seat)
    redis.call('HSET', SEATS, session, text)
    return text
end

local function remove_seat(room, session, seat)
    redis.call('HDEL', SEATS, session)
    if redis.call('HINCRBY', NODES, node_of(seat), -1) <= 0 then
        redis.call('HDEL', NODES, node_of(seat))
    end
    room.digest = subtract(room.digest, digest_of(seat))
end

local function answer(verdict, room, change)
    return {
        verdict,
        change and 1 or 0,
        room.incarnation,
        room.version,
        change and change.joined or {},
        change and change.left or {},
        change and change.updated or {},
        redis.call('HKEYS', NODES),
        {},
    }
end

local function unchanged(verdict, room, home, hold)
    local result = answer(verdict, room, nil)
    if home then
        result[9] = {home, hold}
    end
    return result
end

-- Puts a changed seat in the place of an old one, as one change.
local function replace(room, session, old, changed)
    room.version = room.version + 1
    if old.state ~= changed.state or old.meta ~= changed.meta then
        room.shown = room.version
    end
    local text = put_seat(room, session, changed, old)
    save_room(room)
    return answer('DONE', room, {updated = {session, text}})
end

local function copy(seat)
    return cjson.decode(cjson.encode(seat))
end

-- Gives a session that has a seat another home, unless its seat is of a higher generation.
local function move_seat(room, session, old, generation, sequence, home, hold)
    if old.generation > generation then
        return unchanged('SUPERSEDED', room, home, hold)
    end
    if old.generation == generation and old.home == home then
        if sequence > old.sequence then
            old.sequence = sequence
            redis.call('HSET', SEATS, session, cjson.encode(old))
        end
        return unchanged('DONE', room, home, hold)
    end
    local moved = copy(old)
    moved.home, moved.hold = home, hold
    moved.generation, moved.sequence, moved.state = generation, sequence, 'online'
    local result = replace(room, session, old, moved)
    result[9] = {old.home, old.hold}
    return result
end

-- What whoever enters is told of the room: adds [10] the last shown version, and [11] session, seat, session, seat, ...
local function with_roster(result, room)
    if result[1] == 'DONE' then
        result[10] = room.shown
        result[11] = redis.call('HGETALL', SEATS)
    end
    return result
end

-- Removes seats, a list of {session, seat}, as one change.
local function remove_all(room, leaving)
    room.version = room.version + 1
    room.shown = room.version
    local left, released = {}, {}
    for _, entry in ipairs(leaving) do
        remove_seat(room, entry.session, entry.seat)
        table.insert(left, entry.session)
        table.insert(left, cjson.encode(entry.seat))
        table.insert(released, entry.seat.home)
        table.insert(released, entry.seat.hold)
    end
    save_room(room)
    local result = answer('DONE', room, {left = left})
    result[9] = released
    return result
end
