-- One room, and what its operations have in common. All of them have these keys, with one hash tag:
--   KEYS[1]  hash: incarnation (16 hex digits), version, shown (the last version that members see), digest, rules (see
--            rules.lua), waiting (how many seats are of those who wait), kept (until when, in ms, its lock and metadata stay
--            while nobody is in it; 0 where they do not), hidden (how many seats are of those whom nobody sees)
--   KEYS[2]  hash: session to seat
--   KEYS[3]  hash: node to how many members it has here
--   KEYS[4]  hash: steps of tombstones
--   KEYS[5]  sorted set: times of tombstones
-- A seat is a JSON object: peer, home ('<incarnation, 16 hex digits>:<node>'), generation, joined (a text, because cjson
-- writes 14 digits of a number), state ('online' or 'reconnecting'), meta (JSON as text), hold (16 hex digits), sequence,
-- content (the hash over session and meta); and where it is so, waiting (true: in the lobby, and no member yet), moderates
-- (true), hidden (true: no other member sees it), attributes (JSON as text), token (what the last three add to the digest, 16 hex
-- digits), call (of one that is called to another room: to, agent (the session that has called), till (ms as text); of a moderator's
-- move also request (its number as text), and refusal (why it is not followed)). Fields that are not known here are
-- kept.
--
-- Operations that change answer with
--   [1] verdict: DONE, ABSENT, SUPERSEDED, FULL, LOCKED, CLOSED, BANNED, OUTSIDE; or LATE, with by how many ms as [2] and
--       nothing more
--   [2] 1 if the room has changed, else 0
--   [3] incarnation   [4] version
--   [5] joined, [6] left, [7] updated: each session, seat, session, seat, ...
--   [8] the nodes that have members now
--   [9] the holds that nothing stands on any more: home, hold, home, hold, ...
--   [10] the rules if they have changed, else nil
-- and some with more behind it.

local ROOM, SEATS, NODES, STEPS, TIMES = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

-- A room that is not there begins with this incarnation.
local function load_room(now, incarnation)
    local fields = redis.call('HMGET', ROOM, 'incarnation', 'version', 'shown', 'digest', 'rules', 'waiting', 'kept', 'hidden')
    if not fields[1] then
        return {
            incarnation = incarnation,
            version = now * 1000,
            shown = now * 1000,
            digest = {high = 0, low = 0},
            rules = '',
            waiting = 0,
            kept = 0,
            hidden = 0,
        }
    end
    return {
        incarnation = fields[1],
        version = tonumber(fields[2]),
        shown = tonumber(fields[3]),
        digest = read_hash(fields[4]),
        rules = fields[5] or '',
        waiting = tonumber(fields[6] or '0'),
        kept = tonumber(fields[7] or '0'),
        hidden = tonumber(fields[8] or '0'),
    }
end

local function save_room(room)
    redis.call(
        'HSET', ROOM,
        'incarnation', room.incarnation,
        'version', string.format('%.0f', room.version),
        'shown', string.format('%.0f', room.shown),
        'digest', hash_text(room.digest),
        'rules', room.rules,
        'waiting', room.waiting,
        'hidden', room.hidden,
        'kept', string.format('%.0f', room.kept))
end

-- Of rules, members see some alone.
local function change_rules(room, rules)
    local text = write_rules(rules)
    room.has_new_rules = text ~= room.rules
    room.is_shown = room.is_shown or room.has_new_rules and not looks_alike(read_rules(room.rules), rules)
    room.rules = text
end

local function seat_of(session)
    local seat = redis.call('HGET', SEATS, session)
    return seat and cjson.decode(seat)
end

local function node_of(seat)
    return string.sub(seat.home, 18)
end

local function digest_of(seat)
    local to = seat.call and seat.call.to
    return member_digest(seat.content, seat.generation, seat.state == 'online', seat.waiting, to, seat.token)
end

local function looks_same(old, seat)
    return old.state == seat.state and old.meta == seat.meta and old.waiting == seat.waiting
end

local function is_hidden(seat)
    return seat.hidden and not seat.waiting
end

local function is_seen(seat)
    return not seat.hidden and not seat.waiting
end

-- Counts a seat in, or out of, those who wait and those who are hidden.
local function count_seat(room, seat, by)
    room.waiting = room.waiting + (seat.waiting and by or 0)
    room.hidden = room.hidden + (is_hidden(seat) and by or 0)
end

-- How many members there are that are seen.
local function inside(room)
    return redis.call('HLEN', SEATS) - room.waiting - room.hidden
end

-- The old seat is nil for a newcomer.
local function put_seat(room, session, seat, old)
    room.is_shown = room.is_shown or is_seen(seat) and not (old and looks_same(old, seat))
    room.kept = 0
    if old then
        room.digest = subtract(room.digest, digest_of(old))
        count_seat(room, old, -1)
    end
    if old and old.home ~= seat.home and redis.call('HINCRBY', NODES, node_of(old), -1) <= 0 then
        redis.call('HDEL', NODES, node_of(old))
    end
    if not old or old.home ~= seat.home then
        redis.call('HINCRBY', NODES, node_of(seat), 1)
    end
    room.digest = add(room.digest, digest_of(seat))
    count_seat(room, seat, 1)
    local text = cjson.encode(seat)
    redis.call('HSET', SEATS, session, text)
    return text
end

local function remove_seat(room, session, seat)
    room.is_shown = room.is_shown or is_seen(seat)
    redis.call('HDEL', SEATS, session)
    if redis.call('HINCRBY', NODES, node_of(seat), -1) <= 0 then
        redis.call('HDEL', NODES, node_of(seat))
    end
    room.digest = subtract(room.digest, digest_of(seat))
    count_seat(room, seat, -1)
end

-- How many more members there may be, where the limit is of all rooms.
local function places(room, rules, limit)
    local most = rules.maxMembers > 0 and math.min(limit, rules.maxMembers) or limit
    return most - inside(room)
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
        change and room.has_new_rules and room.rules or false,
    }
end

local function unchanged(verdict, room, home, hold)
    local result = answer(verdict, room, nil)
    if home then
        result[9] = {home, hold}
    end
    return result
end

-- Ends a change: as the room's next version.
local function done(room, change)
    room.version = room.version + 1
    if room.is_shown then
        room.shown = room.version
    end
    save_room(room)
    return answer('DONE', room, change)
end

-- Puts a changed seat in the place of an old one, as one change.
local function replace(room, session, old, changed)
    return done(room, {updated = {session, put_seat(room, session, changed, old)}})
end

local function copy(seat)
    return cjson.decode(cjson.encode(seat))
end

-- What a standing adds to a seat, from JSON; '' for nothing.
local function read_standing(text)
    return text == '' and {} or cjson.decode(text)
end

local function add_standing(seat, standing)
    for name, value in pairs(standing) do
        seat[name] = value
    end
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

-- What whoever enters is told of the room: adds [11] the last shown version, [12] session, seat, session, seat, ..., and
-- [13] the rules. Nothing where there are more seats than the asker takes.
local function with_roster(result, room, roster_up_to)
    if result[1] == 'DONE' and redis.call('HLEN', SEATS) <= roster_up_to then
        result[11] = room.shown
        result[12] = redis.call('HGETALL', SEATS)
        result[13] = room.rules
    end
    return result
end

-- Removes seats, a list of {session, seat}, as one change.
local function remove_all(room, leaving)
    local left, released = {}, {}
    for _, entry in ipairs(leaving) do
        remove_seat(room, entry.session, entry.seat)
        table.insert(left, entry.session)
        table.insert(left, cjson.encode(entry.seat))
        table.insert(released, entry.seat.home)
        table.insert(released, entry.seat.hold)
    end
    local result = done(room, {left = left})
    result[9] = released
    return result
end
