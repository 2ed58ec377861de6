-- For how long a room is remembered that nobody is in.

-- How long a room that nobody is in is remembered for its tombstones, and so that its version never goes back; for its bans,
-- for as long as they last.
local FADE_MS = KEEP_MS
local MAX_BAN_MS = 86400000

local function fade_if_empty(room, now)
    if redis.call('HLEN', SEATS) > 0 then
        return
    end
    local rules = read_rules(room.rules)
    -- From when the last has left.
    if room.kept == 0 and kept_ms(rules) > 0 then
        room.kept = now + kept_ms(rules)
        save_room(room)
    end
    local needed = math.max(math.min(MAX_BAN_MS, last_ban_end(rules) - now), room.kept - now)
    for _, key in ipairs(KEYS) do
        redis.call('PEXPIRE', key, math.max(FADE_MS, needed))
    end
end

local function keep()
    for _, key in ipairs(KEYS) do
        redis.call('PERSIST', key)
    end
end
