-- Sets the time after which a permit expires, counted from now.
--
-- KEYS[1]  sorted set of taken permits, by the time at which they expire
-- ARGV[1]  id of the permit
-- ARGV[2]  time in milliseconds

local time = redis.call('time')
local now = time[1] * 1000000 + time[2]

redis.call('zadd', KEYS[1], now + ARGV[2] * 1000, ARGV[1])
local last = redis.call('zrange', KEYS[1], -1, -1, 'withscores')
redis.call('pexpire', KEYS[1], math.ceil((last[2] - now) / 1000) + 1000)
return 0
