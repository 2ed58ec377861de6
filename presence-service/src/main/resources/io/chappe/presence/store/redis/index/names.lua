-- The first names of a kind.
-- KEYS: see index.lua
-- ARGV: from where, as ZRANGEBYLEX takes it; with what they begin; how many at most
-- Result: one list of names
-- No name has the byte 255: they are UTF-8.
return {redis.call('ZRANGEBYLEX', NAMES, ARGV[1], '(' .. ARGV[2] .. '\255', 'LIMIT', 0, tonumber(ARGV[3]))}
