-- Puts back members of one home as their gateway has them, in one change; not those of whom somebody has done something later.
-- KEYS: see room.lua
-- ARGV: the version that the gateway knows, incarnation of a room that has lost its latest changes, home, rules that the
--       gateway knows, and for each member: session, peer, generation, sequence, state, meta, content hash, hold, ticket's end
--       in ms, what its standing adds to its seat (JSON; '' for nothing)
-- Result: see room.lua
local FIRST, WIDTH = 5, 10
local known, home = tonumber(ARGV[1]), ARGV[3]
local now = now_ms()
for i = FIRST, #ARGV, WIDTH do
    if now > tonumber(ARGV[i + 8]) then
        return {'LATE', now - tonumber(ARGV[i + 8])}
    end
end

local room = load_room(now, ARGV[2])
local is_older = room.version < known
if is_older then
    room.incarnation = ARGV[2]
    room.version = math.max(now * 1000, known)
    room.is_shown = true
end
local version = string.format('%.0f', room.version + 1)
local joined, updated, released = {}, {}, {}

local rules, theirs = read_rules(room.rules), read_rules(ARGV[4])
local has_none = room.rules == '' and redis.call('HLEN', SEATS) == 0
if is_older or has_none or tonumber(theirs.version) > tonumber(rules.version) then
    rules = theirs
end
local is_any_there = false

local function is_superseded(session, old, peer, generation, sequence)
    if not old then
        return is_beaten(STEPS, TIMES, session, generation, sequence, now) or is_banned(rules, peer, now)
    end
    return old.generation > generation
        or old.generation == generation and node_of(old) ~= string.sub(home, 18)
end

local function put_back(session, old, seat, standing)
    if not old then
        add_standing(seat, standing)
        seat.joined = version
        seat.home = home
        table.insert(joined, session)
        table.insert(joined, put_seat(room, session, seat))
        return
    end
    local changed = copy(old)
    for name, value in pairs(seat) do
        changed[name] = value
    end
    if old.generation == seat.generation and old.sequence > seat.sequence then
        changed.sequence = old.sequence
    end
    if old.home == home then
        changed.hold = old.hold
        table.insert(released, home)
        table.insert(released, seat.hold)
    else
        changed.home = home
        table.insert(released, old.home)
        table.insert(released, old.hold)
    end
    -- Whoever was let in is in: its gateway may have missed it, or the store have lost it.
    if old.waiting and not standing.waiting then
        changed.waiting, changed.call, changed.joined = nil, nil, version
    end
    -- A call that the store has lost is one still: nobody gives it up but the gateway that says so.
    local is_call_lost = old.waiting == standing.waiting and not old.call and standing.call
    if is_call_lost then
        changed.call = standing.call
    end
    local is_same = not is_call_lost and looks_same(old, changed) and old.home == home and old.generation == changed.generation
    local text = put_seat(room, session, changed, old)
    if not is_same then
        table.insert(updated, session)
        table.insert(updated, text)
    end
end

for i = FIRST, #ARGV, WIDTH do
    local session, generation, sequence = ARGV[i], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    local old = seat_of(session)
    if is_superseded(session, old, ARGV[i + 1], generation, sequence) then
        table.insert(released, home)
        table.insert(released, ARGV[i + 7])
        is_any_there = is_any_there or old and old.home == home
    else
        is_any_there = true
        remove_tombstone(STEPS, TIMES, session)
        put_back(session, old, {
            peer = ARGV[i + 1],
            generation = generation,
            sequence = sequence,
            state = ARGV[i + 4],
            meta = ARGV[i + 5],
            content = ARGV[i + 6],
            hold = ARGV[i + 7],
        }, read_standing(ARGV[i + 9]))
    end
end

-- A gateway of whose members none is here does not say who may come in: its rules may be of a time that is over.
if is_any_there then
    change_rules(room, rules)
end
local result
if is_older or room.has_new_rules or #joined > 0 or #updated > 0 then
    result = done(room, {joined = joined, updated = updated})
else
    result = unchanged('DONE', room)
end
if redis.call('HLEN', SEATS) > 0 then
    keep()
else
    fade_if_empty(room, now)
end
result[9] = released
return result
