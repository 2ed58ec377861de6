-- One journal, of which the newest entries are kept. All operations have this key:
--   KEYS[1]  sorted set: '<number>:<written at, ms>:<text>' by number, which is below 2^53
local ENTRIES = KEYS[1]
