-- Extends the life of this replica's marker. Returns 0 if Redis has lost it, and other data with it.
--
-- KEYS[1]  marker of this replica
-- ARGV[1]  time to live in milliseconds

return redis.call('pexpire', KEYS[1], ARGV[1])
