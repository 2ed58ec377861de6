-- All leases. All operations have these keys, with one hash tag:
--   KEYS[1]  sorted set: lives by the time in ms at which their lease runs out
--   KEYS[2]  sorted set: the lives that are lost, by the time in ms until which they are claimed
--   KEYS[3]  hash: last (the last look for lost lives), steady (since when there was no break between looks), in ms
-- A life is '<incarnation, 16 hex digits>:<node>'.
local ENDS, LOST, LOOKS = KEYS[1], KEYS[2], KEYS[3]

local function is_lost(life)
    return redis.call('ZSCORE', LOST, life) ~= false
end
