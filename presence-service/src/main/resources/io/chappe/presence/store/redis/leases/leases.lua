-- All leases, and whether the store goes on. All operations have these keys, with one hash tag:
--   KEYS[1]  sorted set: lives by the time in ms at which their lease runs out
--   KEYS[2]  sorted set: the lives that are lost, by the time in ms until which they are claimed
--   KEYS[3]  hash, the mark: incarnation (16 hex digits), looks (how many there were), last (the last look), steady (since
--            when there was no break between looks and no recovering), recovering (since when; 0 if it is not), in ms
--   KEYS[4]  set: the lives that have put back all they have into this incarnation
--   KEYS[5]  hash: life to what its node has told of itself last, a JSON object: version, startedAt (ms), sessions, sockets,
--            rooms, draining
-- A life is '<incarnation, 16 hex digits>:<node>'. A mark is answered as incarnation, looks, recovering (1 or 0), steady.
local ENDS, LOST, MARK, RESTORED, REPORTS = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

local function is_lost(life)
    return redis.call('ZSCORE', LOST, life) ~= false
end

-- Somebody has something that this store may not have.
local function recover(mark, now)
    if mark.recovering == 0 then
        mark.recovering, mark.steady = now, now
    end
end

local function lose(mark, now, random)
    redis.call('DEL', RESTORED)
    mark.incarnation, mark.recovering = random, 0
    recover(mark, now)
end

-- A store without a mark has lost everything, or is new.
local function load_mark(now, random)
    local fields = redis.call('HMGET', MARK, 'incarnation', 'looks', 'last', 'steady', 'recovering')
    local mark = {
        incarnation = fields[1],
        looks = tonumber(fields[2] or 0),
        last = tonumber(fields[3] or 0),
        steady = tonumber(fields[4] or 0),
        recovering = tonumber(fields[5] or 0),
    }
    if not mark.incarnation then
        lose(mark, now, random)
    end
    return mark
end

local function save_mark(mark)
    redis.call(
        'HSET', MARK,
        'incarnation', mark.incarnation,
        'looks', string.format('%.0f', mark.looks),
        'last', string.format('%.0f', mark.last),
        'steady', string.format('%.0f', mark.steady),
        'recovering', string.format('%.0f', mark.recovering))
end

-- Of several who notice the same loss only one makes the store another one.
local function lose_if(is_loss, mark, known_incarnation, now, random)
    if is_loss and mark.incarnation == known_incarnation then
        lose(mark, now, random)
    end
end

local function answer_mark(mark)
    return {mark.incarnation, mark.looks, mark.recovering > 0 and 1 or 0, mark.steady}
end
