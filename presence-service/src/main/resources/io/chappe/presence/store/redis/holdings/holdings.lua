-- The record of what one node's life holds. All operations have these keys, with one hash tag:
--   KEYS[1]  hash: open (1), sealed (ms; absent until it is)
--   KEYS[2]  set: holds, each 16 hex digits and the place, which Redis does not look into
local RECORD, HOLDS = KEYS[1], KEYS[2]
