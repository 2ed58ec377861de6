-- The names of one tenant's rooms, because a room's keys do not say it. Names of rooms that are over may be among them, and one
-- that began a moment ago may not. All operations have these keys, with one hash tag:
--   KEYS[1]  sorted set: names, all with the same score, so that they are in the order of their bytes
--   KEYS[2]  sorted set: the same names by the time in ms at which the room was last seen
local NAMES, TOUCHED = KEYS[1], KEYS[2]
