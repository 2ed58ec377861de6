-- What every gateway must know, numbered by one series. All operations have these keys, with one hash tag:
--   KEYS[1]  hash: subject to '<written at, ms>:<until, ms; 0 for ever>:<content>'
--   KEYS[2]  sorted set: the same subjects by the versions at which they were written
--   KEYS[3]  string: the newest version
--   KEYS[4]  sorted set: the subjects that are not kept for ever, by the time in ms until which they are
local TEXTS, VERSIONS, NEWEST, ENDS = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

-- When the notice was written, and until when it is kept, as numbers.
local function times(text)
    local written_at, until_ms = string.match(text, '^(%d+):(%d+):')
    return tonumber(written_at), tonumber(until_ms)
end

local function is_over(until_ms, now)
    return until_ms ~= 0 and until_ms <= now
end

local function newest()
    return tonumber(redis.call('GET', NEWEST) or 0)
end

local function forget(now)
    for _, subject in ipairs(redis.call('ZRANGEBYSCORE', ENDS, '-inf', now)) do
        redis.call('HDEL', TEXTS, subject)
        redis.call('ZREM', VERSIONS, subject)
        redis.call('ZREM', ENDS, subject)
    end
end

local function is_full_for(subject, most)
    return redis.call('HLEN', TEXTS) >= most and redis.call('HEXISTS', TEXTS, subject) == 0
end

-- The times are texts. A version is above all that were before, also when this store has lost them.
local function write(subject, content, written_at, until_ms, now)
    local version = math.max(newest() + 1, now * 1000)
    local text = string.format('%.0f', version)
    redis.call('SET', NEWEST, text)
    redis.call('HSET', TEXTS, subject, written_at .. ':' .. until_ms .. ':' .. content)
    redis.call('ZADD', VERSIONS, text, subject)
    if until_ms == '0' then
        redis.call('ZREM', ENDS, subject)
    else
        redis.call('ZADD', ENDS, until_ms, subject)
    end
    return version
end

-- One of the same subject that is kept for longer gives it its time, unless the new one is empty. It is later than the one
-- before, also where the clock is not. Returns its version and when it was written; nil where there are too many subjects.
local function put(subject, content, keep_ms, most)
    local now = now_ms()
    forget(now)
    if is_full_for(subject, most) then
        return nil
    end
    local until_ms, written_at = keep_ms == 0 and 0 or now + keep_ms, now
    local there = redis.call('HGET', TEXTS, subject)
    if there then
        local written_there, until_there = times(there)
        written_at = math.max(now, written_there + 1)
        if until_ms ~= 0 and content ~= '' then
            until_ms = until_there == 0 and 0 or math.max(until_ms, until_there)
        end
    end
    local written = string.format('%.0f', written_at)
    return write(subject, content, written, string.format('%.0f', until_ms), now), written
end
