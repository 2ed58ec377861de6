-- Adds to the hour and the day that it is now, unless the node has said that before.
-- KEYS: see usage.lua
-- ARGV: node, number, connected ms, messages, bytes, peak, hours kept, days kept, hours for which a node's number is known
-- Result: whether it was added, 1 or 0
local source = 's:' .. ARGV[1]
local hour = math.floor(now_ms() / 3600000)
local day = math.floor(hour / 24)

local known = redis.call('HGET', TOTALS, source)
if known and tonumber(string.match(known, '^%d+')) >= tonumber(ARGV[2]) then
    return 0
end

local function add(field)
    local connected, messages, bytes, peak =
        string.match(redis.call('HGET', TOTALS, field) or '0:0:0:0', '^(%d+):(%d+):(%d+):(%d+)$')
    redis.call('HSET', TOTALS, field, whole(connected + ARGV[3]) .. ':' .. whole(messages + ARGV[4]) .. ':'
        .. whole(bytes + ARGV[5]) .. ':' .. whole(math.max(tonumber(peak), tonumber(ARGV[6]))))
end

local function forget_old()
    local fields = redis.call('HGETALL', TOTALS)
    for i = 1, #fields, 2 do
        local kind, rest = string.match(fields[i], '^(%l):(.*)$')
        if (kind == 'h' and tonumber(rest) <= hour - ARGV[7])
            or (kind == 'd' and tonumber(rest) <= day - ARGV[8])
            or (kind == 's' and tonumber(string.match(fields[i + 1], '%d+$')) + ARGV[9] < hour) then
            redis.call('HDEL', TOTALS, fields[i])
        end
    end
end

if redis.call('HEXISTS', TOTALS, 'h:' .. whole(hour)) == 0 then
    forget_old()
end
add('h:' .. whole(hour))
add('d:' .. whole(day))
redis.call('HSET', TOTALS, source, ARGV[2] .. ':' .. whole(hour))
redis.call('PEXPIRE', TOTALS, whole(ARGV[8] * 86400000))
return 1
