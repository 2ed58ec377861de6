-- Who has left one place, so that what was sent before and comes later does not bring it back. Two keys: STEPS, a hash of
-- session to 'generation:sequence', and TIMES, a sorted set of the same sessions by the time in ms at which they left.

local KEEP_MS = 600000
local MAX_TOMBSTONES = 1000

local function is_before(generation, sequence, other_generation, other_sequence)
    return generation < other_generation or (generation == other_generation and sequence < other_sequence)
end

local function read_step(text)
    local generation, sequence = string.match(text, '^(%d+):(%d+)$')
    return tonumber(generation), tonumber(sequence)
end

-- Whether the session has done something later than this step.
local function is_beaten(steps, times, session, generation, sequence, now)
    local at = redis.call('ZSCORE', times, session)
    if not at or tonumber(at) <= now - KEEP_MS then
        return false
    end
    return is_before(generation, sequence, read_step(redis.call('HGET', steps, session)))
end

local function remove_tombstone(steps, times, session)
    redis.call('HDEL', steps, session)
    redis.call('ZREM', times, session)
end

-- Generation and sequence are texts.
local function put_tombstone(steps, times, session, generation, sequence, now)
    local step = generation .. ':' .. sequence
    local old = redis.call('HGET', steps, session)
    if old then
        local old_generation, old_sequence = read_step(old)
        if not is_before(old_generation, old_sequence, read_step(step)) then
            step = old
        end
    end
    redis.call('HSET', steps, session, step)
    redis.call('ZADD', times, now, session)
    for _, crumbled in ipairs(redis.call('ZRANGEBYSCORE', times, '-inf', now - KEEP_MS)) do
        remove_tombstone(steps, times, crumbled)
    end
    while redis.call('ZCARD', times) > MAX_TOMBSTONES do
        remove_tombstone(steps, times, redis.call('ZRANGE', times, 0, 0)[1])
    end
end
