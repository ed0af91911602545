-- Records the heartbeat of a replica, and forgets replicas whose last one is too old.
--
-- KEYS[4]  sorted set of replicas, by the time of their last heartbeat
-- ARGV[1]  id of the replica
-- ARGV[2]  milliseconds for which a heartbeat counts

local time = redis.call('time')
local now = time[1] * 1000000 + time[2]

redis.call('zremrangebyscore', KEYS[4], '-inf', now - ARGV[2] * 1000)
redis.call('zadd', KEYS[4], now, ARGV[1])
redis.call('pexpire', KEYS[4], ARGV[2])
return 0
