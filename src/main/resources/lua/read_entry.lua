-- Returns an entry.
--
-- KEYS[1]  the entry

return redis.call('get', KEYS[1])
