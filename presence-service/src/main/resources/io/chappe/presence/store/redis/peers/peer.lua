-- One peer, and what its operations have in common. All of them have these keys, with one hash tag:
--   KEYS[1]  hash: version
--   KEYS[2]  hash: session to record
--   KEYS[3]  hash: home of a watcher to its hold
--   KEYS[4]  hash: steps of tombstones, of sessions that have ended
--   KEYS[5]  sorted set: times of tombstones
-- A home is '<incarnation, 16 hex digits>:<node>', a hold 16 hex digits. A record is a JSON object: home, hold, generation,
-- secret (its hash, in hex), window (ms), deadline (ms; 0 not lost, 1 over), attempt (16 hex digits), previous (a home;
-- absent if nobody has taken the session over), rooms (name to the sequence of the join). Fields that are not known here
-- are kept.
--
-- Operations that change answer with
--   [1] verdict: DONE, ABSENT, SUPERSEDED, FULL; or LATE, with by how many ms as [2] and nothing more
--   [2] 1 if the presence has changed, else 0
--   [3] version   [4] 'online', 'reconnecting' or 'offline'   [5] how many sessions live
--   [6] the homes that watch
--   [7] the holds that nothing stands on any more: home, hold, home, hold, ...
-- and some with more behind it.

local PEER, SESSIONS, WATCHES, STEPS, TIMES = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local NOT_LOST, OVER = 0, 1

-- How long a peer without sessions and watchers is kept for its tombstones, and so that its version never goes back.
local FADE_MS = KEEP_MS

-- Sessions that are over are nobody's any more, though their records wait to be removed.
local function presence_of(records)
    local state, alive = 'offline', 0
    for _, record in pairs(records) do
        if record.deadline ~= OVER then
            alive = alive + 1
            if state == 'online' or record.deadline == NOT_LOST then
                state = 'online'
            else
                state = 'reconnecting'
            end
        end
    end
    return {state = state, alive = alive}
end

local function load_peer(now)
    local records = {}
    local sessions = redis.call('HGETALL', SESSIONS)
    for i = 1, #sessions, 2 do
        records[sessions[i]] = cjson.decode(sessions[i + 1])
    end
    return {
        version = tonumber(redis.call('HGET', PEER, 'version') or now * 1000),
        records = records,
        before = presence_of(records),
    }
end

local function put_record(peer, session, record)
    peer.records[session] = record
    local text = cjson.encode(record)
    redis.call('HSET', SESSIONS, session, text)
    return text
end

local function is_past(record, now)
    return record.deadline ~= NOT_LOST and record.deadline <= now
end

-- Lets the window run as of then; the window that runs already goes on.
local function lose_record(record, since)
    if record.deadline == NOT_LOST then
        record.deadline = math.max(OVER + 1, since + record.window)
    end
end

-- Nobody could take it up while the store was away: the window that ran then begins anew.
local function not_before(record, steady)
    if record.deadline > OVER then
        record.deadline = math.max(record.deadline, steady + record.window)
    end
end

local function save_version(version)
    redis.call('HSET', PEER, 'version', string.format('%.0f', version))
end

-- What is forgotten begins anew above, so that whoever watches it then is not told an old version.
local function fade_or_keep(peer)
    if next(peer.records) or redis.call('EXISTS', WATCHES) == 1 then
        for _, key in ipairs(KEYS) do
            redis.call('PERSIST', key)
        end
        return
    end
    if redis.call('EXISTS', TIMES) == 0 then
        save_version(peer.version + 1)
    end
    for _, key in ipairs(KEYS) do
        redis.call('PEXPIRE', key, FADE_MS)
    end
end

local function answer(peer, verdict, home, hold)
    local presence = peer.before
    return {
        verdict,
        0,
        peer.version,
        presence.state,
        presence.alive,
        redis.call('HKEYS', WATCHES),
        home and {home, hold} or {},
    }
end

-- After something was written.
local function written(peer, verdict, home, hold)
    local presence = presence_of(peer.records)
    local is_changed = presence.state ~= peer.before.state or presence.alive ~= peer.before.alive
    if is_changed then
        peer.version = peer.version + 1
    end
    save_version(peer.version)
    peer.before = presence
    local result = answer(peer, verdict, home, hold)
    result[2] = is_changed and 1 or 0
    fade_or_keep(peer)
    return result
end

-- Changes a session's record unless it is of a higher generation; the operation says whether it has changed anything.
local function change_record(peer, session, generation, operation)
    local record = peer.records[session]
    if not record then
        return answer(peer, 'ABSENT')
    end
    if record.generation > generation then
        return answer(peer, 'SUPERSEDED')
    end
    if record.deadline == OVER then
        return answer(peer, 'ABSENT')
    end
    if not operation(record) then
        return answer(peer, 'DONE')
    end
    put_record(peer, session, record)
    return written(peer, 'DONE')
end
