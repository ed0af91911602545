-- Sets the marker of this replica, after it has uploaded its used tokens.
--
-- KEYS[1]  marker of this replica
-- ARGV[1]  time to live in milliseconds

redis.call('set', KEYS[1], '1', 'px', ARGV[1])
return 1
