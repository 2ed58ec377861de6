-- The notice of a subject.
-- KEYS: see notices.lua
-- ARGV: subject
-- Result: its text, or nil
forget(now_ms())
return redis.call('HGET', TEXTS, ARGV[1])
