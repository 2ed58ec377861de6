-- The notices after a version.
-- KEYS: see notices.lua
-- ARGV: version, how many at most
-- Result: up to which version these are all, the newest version, {subject, text, ...}
local most = tonumber(ARGV[2])
local found = redis.call('ZRANGEBYSCORE', VERSIONS, '(' .. ARGV[1], '+inf', 'WITHSCORES', 'LIMIT', 0, most + 1)
local notices, last = {}, newest()
for i = 1, math.min(#found, 2 * most), 2 do
    table.insert(notices, found[i])
    table.insert(notices, redis.call('HGET', TEXTS, found[i]))
end
if #found > 2 * most then
    last = tonumber(found[2 * most])
end
return {last, newest(), notices}
